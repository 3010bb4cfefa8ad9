using System.Globalization;
using System.Numerics;

namespace EtlMesh.Staging;

/// <summary>How the engine orders the values of a type that it stores in a fixed width.</summary>
public static class StoredOrders
{
    /// <param name="type">In the engine's words.</param>
    /// <returns>Null for texts, which are ordered by their bytes.</returns>
    /// <exception cref="NotSupportedException">The type's order is not known here.</exception>
    public static IStoredOrder? Of(string type) => type switch
    {
        "TINYINT" => new Ascending<sbyte>(),
        "SMALLINT" => new Ascending<short>(),
        "INTEGER" or "DATE" => new Ascending<int>(),
        "BIGINT" or "TIME" or "TIME_NS" or "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => new Ascending<long>(),
        "HUGEINT" or "UUID" => new Ascending<Int128>(),
        "UTINYINT" or "BOOLEAN" => new Ascending<byte>(),
        "USMALLINT" => new Ascending<ushort>(),
        "UINTEGER" => new Ascending<uint>(),
        "UBIGINT" => new Ascending<ulong>(),
        "UHUGEINT" => new Ascending<UInt128>(),
        "FLOAT" => new NanLast<float>(),
        "DOUBLE" => new NanLast<double>(),
        "VARCHAR" or "JSON" => null,
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => int.Parse(type.AsSpan()[8..type.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture) switch
        {
            <= 4 => new Ascending<short>(),
            <= 9 => new Ascending<int>(),
            <= 18 => new Ascending<long>(),
            _ => new Ascending<Int128>(),
        },
        _ => throw new NotSupportedException($"The order of {type} is not known to a stream."),
    };

    /// <summary>As numbers.</summary>
    private readonly struct Ascending<T> : IStoredOrder<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        public bool Less(T a, T b) => a < b;

        public TResult Accept<TResult>(IStoredOrderVisitor<TResult> visitor) => visitor.Visit<T, Ascending<T>>();
    }

    /// <summary>As numbers, and what is none is greater than all.</summary>
    private readonly struct NanLast<T> : IStoredOrder<T>
        where T : unmanaged, IFloatingPoint<T>
    {
        public bool Less(T a, T b) => a < b || (T.IsNaN(b) && !T.IsNaN(a));

        public TResult Accept<TResult>(IStoredOrderVisitor<TResult> visitor) => visitor.Visit<T, NanLast<T>>();
    }
}
