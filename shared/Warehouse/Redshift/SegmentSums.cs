using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>What reconciles a segment with its source's stream, computed in the warehouse, in the words of DuckDB that the stream was counted in.</summary>
internal static class SegmentSums
{
    /// <summary>Below the server's limit of 1,600 columns of a result.</summary>
    private const int ColumnsAtOnce = 400;

    private const string Nothing = "cast(null as varchar(64))";

    /// <param name="engine">Any: writes floating point numbers as DuckDB does.</param>
    /// <param name="table">The quoted table.</param>
    /// <param name="columns">The table's columns, in order.</param>
    /// <returns>The row count, and a sum for each column.</returns>
    public static async Task<(long Rows, IReadOnlyList<ColumnSum> Sums)> ComputeAsync(Session session, DuckDbConnection engine, string table, IReadOnlyList<ColumnSpec> columns, CancellationToken ct)
    {
        var rows = 0L;
        var sums = new List<ColumnSum>(columns.Count);
        foreach (var some in columns.Chunk(ColumnsAtOnce))
        {
            var row = (await session.RowsAsync(Select(table, some), ct)).Single();
            rows = (long)row[0]!;
            sums.AddRange(some.Select((column, i) => Sum(engine, column, row.AsSpan((i * 3) + 1, 3))));
        }

        return (rows, sums);
    }

    internal static string Select(string table, IReadOnlyList<ColumnSpec> columns) =>
        $"select count(*){string.Concat(columns.Select(Terms))} from {table}";

    private static string Terms(ColumnSpec column)
    {
        var name = Column.Quoted(column.Name);
        var type = RedshiftType.Of(column.Type);
        var bounds = type.Reconciled switch
        {
            // A sum of bigints is one of 38 digits already; smaller ones are made so.
            Reconciled.Sum when type.Stored is "smallint" or "integer" => $"{Text($"sum(cast({name} as bigint))")}, {Nothing}",
            Reconciled.Sum => $"{Text($"sum({name})")}, {Nothing}",
            Reconciled.Boolean => $"{Word($"bool_and({name})")}, {Word($"bool_or({name})")}",
            // Adding zero takes the sign off a zero: which of the two is met first is chance.
            Reconciled.Real => $"min({name}) + cast(0 as {type.Stored}), max({name}) + cast(0 as {type.Stored})",
            Reconciled.Bytes => $"{Text($"sum(cast(octet_length({name}) as bigint))")}, {Nothing}",
            Reconciled.Text => $"min({name}), max({name})",
            Reconciled.NullsOnly => $"{Nothing}, {Nothing}",
            _ => $"{Text($"min({name})")}, {Text($"max({name})")}",
        };
        return $", count(*) - count({name}), {bounds}";
    }

    private static string Text(string value) => $"cast({value} as varchar(64))";

    private static string Word(string value) => $"case {value} when true then 'true' when false then 'false' end";

    private static ColumnSum Sum(DuckDbConnection engine, ColumnSpec column, ReadOnlySpan<object?> values)
    {
        var type = RedshiftType.Of(column.Type);
        var nulls = (long)values[0]!;
        return type.Reconciled is Reconciled.Sum or Reconciled.Bytes
            ? new ColumnSum { Column = column.Name, Nulls = nulls, Sum = (string?)values[1] }
            : new ColumnSum { Column = column.Name, Nulls = nulls, Min = Words(engine, type, values[1]), Max = Words(engine, type, values[2]) };
    }

    private static string? Words(DuckDbConnection engine, RedshiftType type, object? value) => (type.Reconciled, value) switch
    {
        (_, null) => null,
        (Reconciled.Real, _) => Real(engine, type, value),
        (Reconciled.Time, string time) => Time(time),
        (Reconciled.Instant, string time) => Time(time) + "+00",
        _ => (string)value,
    };

    private static string? Real(DuckDbConnection engine, RedshiftType type, object value) => engine.Scalar<string>(
        $"select cast(cast(? as {(type.Stored == "real" ? "float" : "double")}) as varchar)", default, Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));

    // DuckDB says (BC) after the date.
    private static string Time(string value)
    {
        if (!value.EndsWith(" BC", StringComparison.Ordinal))
            return value;
        var parts = value[..^3].Split(' ', 2);
        return $"{parts[0]} (BC){(parts.Length > 1 ? " " + parts[1] : "")}";
    }
}
