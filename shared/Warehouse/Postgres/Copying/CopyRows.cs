using System.Buffers.Binary;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Rows in PostgreSQL's binary copy format. The format goes row by row, and columns are written one after the other: in blocks, so that a block's bytes stay near.</summary>
internal sealed class CopyRows(IReadOnlyList<CopyColumn> columns)
{
    /// <summary>Most rows of a block.</summary>
    public const int Block = 256;

    private readonly int[] places = new int[Block];

    /// <param name="chunk">Its columns are those that the rows are written of.</param>
    /// <param name="first">The block's first row.</param>
    /// <param name="rows">At most <see cref="Block"/>.</param>
    /// <param name="buffer">Takes the block.</param>
    /// <exception cref="Contracts.TerminalEtlException">PostgreSQL cannot hold a value.</exception>
    public void Write(DuckDbChunk chunk, int first, int rows, CopyBuffer buffer)
    {
        var block = places.AsSpan(0, rows);
        block.Fill(sizeof(short));
        for (var i = 0; i < columns.Count; i++)
            columns[i].Measure(chunk.Column(i), first, block);

        var end = 0;
        for (var row = 0; row < rows; row++)
            (block[row], end) = (end, checked(end + block[row]));

        var bytes = buffer.Take(end);
        for (var row = 0; row < rows; row++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes[block[row]..], (short)columns.Count);
            block[row] += sizeof(short);
        }

        for (var i = 0; i < columns.Count; i++)
            columns[i].Write(chunk.Column(i), first, bytes, block);
    }
}
