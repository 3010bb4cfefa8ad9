using System.Globalization;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>What one column of a stream has held so far. Values are read as the engine stores them.</summary>
internal abstract class ColumnTally
{
    /// <summary>Values that were NULL.</summary>
    public long Nulls { get; private set; }

    /// <summary>Values that were not.</summary>
    public long Values { get; private set; }

    /// <summary>The exact sum of integers and decimals, without the point, and of the lengths of texts and blobs; null when it has more than 127 bits, and for other types.</summary>
    public virtual Int128? Sum => null;

    /// <param name="type">In the engine's words.</param>
    public static ColumnTally Of(string type) => type switch
    {
        "TINYINT" => new SumTally<sbyte>(),
        "SMALLINT" => new SumTally<short>(),
        "INTEGER" => new SumTally<int>(),
        "BIGINT" => new SumTally<long>(),
        "HUGEINT" => new SumTally<Int128>(),
        "UTINYINT" => new SumTally<byte>(),
        "USMALLINT" => new SumTally<ushort>(),
        "UINTEGER" => new SumTally<uint>(),
        "UBIGINT" => new SumTally<ulong>(),
        "VARCHAR" or "JSON" or "BLOB" => new BytesTally(),
        "INTERVAL" => new NullTally(),
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => OfDecimal(int.Parse(type.AsSpan()[8..type.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture)),
        _ when ColumnSums.IsNested(type) => new NullTally(),
        _ => OfBounds(type),
    };

    /// <summary>The least and the greatest value, also of types that have a sum: a watermark's.</summary>
    public static ColumnTally OfBounds(string type) => StoredOrders.Of(type) is { } order ? order.Accept(new BoundsTallies()) : new TextTally();

    /// <summary>Takes the first rows of a chunk.</summary>
    public void Add(DuckDbVectorWriter column, int rows)
    {
        var nulls = column.Nulls(rows);
        Nulls += nulls;
        Values += rows - nulls;
        if (nulls < rows)
            Take(column, rows, nulls > 0);
    }

    /// <summary>Writes the least value; NULL for types that have a sum, and without a value.</summary>
    public virtual void WriteLeast(DuckDbVectorWriter column, int row) => column.Null(row);

    /// <summary>Writes the greatest value; NULL for types that have a sum, and without a value.</summary>
    public virtual void WriteGreatest(DuckDbVectorWriter column, int row) => column.Null(row);

    /// <param name="column">The values.</param>
    /// <param name="rows">How many; at least one is not NULL.</param>
    /// <param name="hasNulls">Some are NULL, and stored as zero.</param>
    protected abstract void Take(DuckDbVectorWriter column, int rows, bool hasNulls);

    // What a decimal of this width is stored as.
    private static ColumnTally OfDecimal(int width) => width switch
    {
        <= 4 => new SumTally<short>(),
        <= 9 => new SumTally<int>(),
        <= 18 => new SumTally<long>(),
        _ => new SumTally<Int128>(),
    };
}
