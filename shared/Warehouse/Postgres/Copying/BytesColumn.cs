using System.Buffers.Binary;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Texts and blobs, as they are.</summary>
/// <param name="text">Of texts: table and column, for messages. A blob may hold the character that PostgreSQL's texts may not.</param>
internal sealed class BytesColumn(string? text) : CopyColumn
{
    public override void Measure(DuckDbVector column, int first, Span<int> sizes)
    {
        var hasNulls = column.HasNulls;
        for (var row = 0; row < sizes.Length; row++)
            sizes[row] += Prefix + (hasNulls && column.IsNull(first + row) ? 0 : column.Utf8(first + row).Length);
    }

    public override void Write(DuckDbVector column, int first, Span<byte> bytes, Span<int> places)
    {
        var hasNulls = column.HasNulls;
        for (var row = 0; row < places.Length; row++)
        {
            if (hasNulls && column.IsNull(first + row))
            {
                Null(bytes, ref places[row]);
                continue;
            }

            var value = column.Utf8(first + row);
            if (text is not null && value.Contains((byte)0))
                throw new TerminalEtlException($"Loading {text}: there is a text with a NUL character, which PostgreSQL cannot store. Take it out at the source, or leave the column out.");
            var field = bytes.Slice(places[row], Prefix + value.Length);
            BinaryPrimitives.WriteInt32BigEndian(field, value.Length);
            value.CopyTo(field[Prefix..]);
            places[row] += field.Length;
        }
    }
}
