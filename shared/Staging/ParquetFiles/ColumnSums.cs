using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>What reconciles the source's stream, the landing file and the loaded segment: computed alike from any of them, in one pass.</summary>
/// <remarks>
/// Integers and decimals have an exact sum of up to 38 digits (an overflow is the statement's failure), texts and blobs that of their lengths in bytes; other plain types, and UHUGEINT, their least and greatest value
/// as text; intervals and nested types their NULLs alone.
/// </remarks>
public static class ColumnSums
{
    private static readonly string[] Integers =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

    /// <param name="relation">A table's quoted name, or a table expression such as <c>read_parquet(…)</c> or <c>(select …)</c>.</param>
    /// <returns>The row count, and a sum for each column in the relation's order.</returns>
    public static (long Rows, IReadOnlyList<ColumnSum> Sums) Compute(DuckDbConnection connection, string relation, CancellationToken ct)
    {
        IReadOnlyList<DuckDbColumn> columns;
        using (var shape = connection.Query($"select * from {relation} limit 0", ct))
            columns = shape.Columns;
        using var result = connection.Query(Select(relation, columns), ct);
        var row = result.Rows().Single();
        return ((long)row[0]!, [.. columns.Select((column, i) => Sum(column.Name, row.AsSpan((i * 4) + 1, 4)))]);
    }

    /// <summary>The first difference in words; null when the two agree.</summary>
    public static string? Difference(IReadOnlyList<ColumnSum> expected, IReadOnlyList<ColumnSum> actual)
    {
        var byName = actual.ToDictionary(sum => sum.Column, StringComparer.OrdinalIgnoreCase);
        foreach (var sum in expected)
        {
            if (!byName.TryGetValue(sum.Column, out var other))
                return $"column {sum.Column} is missing";
            if (other with { Column = sum.Column } != sum)
                return $"column {sum.Column} has {Words(other)}, expected was {Words(sum)}";
        }

        return null;
    }

    internal static string Select(string relation, IReadOnlyList<DuckDbColumn> columns) =>
        $"select count(*)::bigint{string.Concat(columns.Select(Terms))} from {relation}";

    /// <summary>A query for the row count, and the least and the greatest value of each column, as text; NULL where a column has a sum, or nothing.</summary>
    internal static string SelectBounds(string relation, IReadOnlyList<DuckDbColumn> columns) =>
        $"select count(*){string.Concat(columns.Select(column => $", {Bounds(column)}"))} from {relation}";

    internal static bool IsExact(string type) => Integers.Contains(type) || IsDecimal(type);

    internal static bool HasSum(string type) => type is "VARCHAR" or "JSON" or "BLOB" || IsExact(type);

    internal static bool IsNested(string type) =>
        type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) || type.StartsWith("UNION", StringComparison.Ordinal);

    /// <summary>Digits after the point of a decimal; null for other types.</summary>
    internal static int? ScaleOf(string type) =>
        IsDecimal(type) ? int.Parse(type.AsSpan()[(type.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture) : null;

    private static string Terms(DuckDbColumn column)
    {
        var name = Sql.Identifier(column.Name);
        return $", count(*) - count({name}), {(HasSum(column.Type) ? ExactSum(name, column.Type) : "null")}, {Bounds(column)}";
    }

    private static string Bounds(DuckDbColumn column)
    {
        if (HasSum(column.Type) || IsNested(column.Type) || column.Type == "INTERVAL")
            return "null, null";
        // Adding zero takes the sign off a zero: which of the two is met first is chance.
        var zero = column.Type is "FLOAT" or "DOUBLE" ? $" + 0::{column.Type}" : "";
        var name = Sql.Identifier(column.Name);
        return $"(min({name}){zero})::varchar, (max({name}){zero})::varchar";
    }

    // In 38 digits: the engine fails the statement when they do not suffice, it never rounds or wraps.
    private static string ExactSum(string name, string type) => type switch
    {
        "BLOB" => $"sum(octet_length({name})::hugeint)::varchar",
        "VARCHAR" or "JSON" => $"sum(strlen({name})::hugeint)::varchar",
        _ when IsDecimal(type) => $"sum({name})::varchar",
        _ => $"sum({name}::hugeint)::varchar",
    };

    private static bool IsDecimal(string type) => type.StartsWith("DECIMAL", StringComparison.Ordinal);

    private static ColumnSum Sum(string column, ReadOnlySpan<object?> values) => new()
    {
        Column = column,
        Nulls = (long)values[0]!,
        Sum = (string?)values[1],
        Min = (string?)values[2],
        Max = (string?)values[3],
    };

    private static string Words(ColumnSum sum) =>
        $"{sum.Nulls} NULLs" + (sum.Sum is null ? "" : $", sum {sum.Sum}") + (sum.Min is null ? "" : $", least {sum.Min}, greatest {sum.Max}");
}
