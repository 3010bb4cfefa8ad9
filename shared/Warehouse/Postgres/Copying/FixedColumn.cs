using System.Buffers.Binary;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Types of one size: <typeparamref name="T"/> as DuckDB stores it, <typeparamref name="TForm"/> what becomes of it.</summary>
/// <param name="place">Table and column, for messages.</param>
internal sealed class FixedColumn<T, TForm>(string place) : CopyColumn
    where T : unmanaged
    where TForm : struct, IFixedForm<T>
{
    public override void Measure(DuckDbVector column, int first, Span<int> sizes)
    {
        for (var row = 0; row < sizes.Length; row++)
            sizes[row] += Prefix + TForm.Size;
        if (!column.HasNulls)
            return;
        for (var row = 0; row < sizes.Length; row++)
        {
            if (column.IsNull(first + row))
                sizes[row] -= TForm.Size;
        }
    }

    public override void Write(DuckDbVector column, int first, Span<byte> bytes, Span<int> places)
    {
        var values = column.Values<T>().Slice(first, places.Length);
        var hasNulls = column.HasNulls;
        for (var row = 0; row < places.Length; row++)
        {
            if (hasNulls && column.IsNull(first + row))
            {
                Null(bytes, ref places[row]);
                continue;
            }

            var field = bytes.Slice(places[row], Prefix + TForm.Size);
            BinaryPrimitives.WriteInt32BigEndian(field, TForm.Size);
            TForm.Write(field[Prefix..], values[row], place);
            places[row] += Prefix + TForm.Size;
        }
    }
}
