using System.Buffers.Binary;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Writes a column's values, as DuckDB has them, in the binary form of the column's type here: for a block of rows at a time, first their sizes, then their bytes.</summary>
internal abstract class CopyColumn
{
    /// <summary>A field begins with its length; NULL is a length of -1 alone.</summary>
    protected const int Prefix = sizeof(int);

    /// <summary>Adds the size of each row's field, its length included.</summary>
    /// <param name="column">The values.</param>
    /// <param name="first">The block's first row.</param>
    /// <param name="sizes">Of the block's rows.</param>
    /// <exception cref="Contracts.TerminalEtlException">PostgreSQL cannot hold a value.</exception>
    public abstract void Measure(DuckDbVector column, int first, Span<int> sizes);

    /// <summary>Writes the fields of the block that was measured last.</summary>
    /// <param name="column">The values.</param>
    /// <param name="first">The block's first row.</param>
    /// <param name="bytes">Of the block.</param>
    /// <param name="places">Where each row goes on; moved behind the field.</param>
    public abstract void Write(DuckDbVector column, int first, Span<byte> bytes, Span<int> places);

    protected static void Null(Span<byte> bytes, ref int place)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes[place..], -1);
        place += Prefix;
    }
}
