using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>What reconciles a segment with its source's stream, computed in the database, in the words of DuckDB that the stream was counted in.</summary>
internal static class SegmentSums
{
    /// <summary>Below the server's limit of 1,664 expressions.</summary>
    private const int ColumnsAtOnce = 400;

    /// <param name="engine">Any: writes floating point numbers as DuckDB does.</param>
    /// <param name="table">The quoted table.</param>
    /// <param name="columns">The table's columns, in order.</param>
    /// <returns>The row count, and a sum for each column.</returns>
    public static async Task<(long Rows, IReadOnlyList<ColumnSum> Sums)> ComputeAsync(Session session, DuckDbConnection engine, string table, IReadOnlyList<ColumnSpec> columns, CancellationToken ct)
    {
        var rows = 0L;
        var sums = new List<ColumnSum>(columns.Count);
        // Compiling takes longer than it saves: the scan is several processes'.
        await session.ExecuteAsync("set local jit = off", ct);
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
        var type = PostgresType.Of(column.Type);
        var bounds = type.Reconciled switch
        {
            Reconciled.Sum => $"sum({name})::text, null::text",
            Reconciled.Boolean => $"bool_and({name})::text, bool_or({name})::text",
            // Adding zero takes the sign off a zero: which of the two is met first is chance.
            Reconciled.Real => $"(min({name}) + 0::{type.Sql})::text, (max({name}) + 0::{type.Sql})::text",
            Reconciled.Bytes => $"sum(octet_length({name}{(type.Sql == "json" ? "::text" : "")}))::text, null::text",
            Reconciled.Text => $"min({name}::text collate \"C\"), max({name}::text collate \"C\")",
            Reconciled.NullsOnly => "null::text, null::text",
            _ => $"min({name})::text, max({name})::text",
        };
        return $", count(*) - count({name}), {bounds}";
    }

    private static ColumnSum Sum(DuckDbConnection engine, ColumnSpec column, ReadOnlySpan<object?> values)
    {
        var type = PostgresType.Of(column.Type);
        var (nulls, one, other) = ((long)values[0]!, (string?)values[1], (string?)values[2]);
        return type.Reconciled is Reconciled.Sum or Reconciled.Bytes
            ? new ColumnSum { Column = column.Name, Nulls = nulls, Sum = Digits(type, one) }
            : new ColumnSum { Column = column.Name, Nulls = nulls, Min = Words(engine, type, one), Max = Words(engine, type, other) };
    }

    // Of 38 digits, all after the point, DuckDB writes no zero before it.
    private static string? Digits(PostgresType type, string? sum) =>
        type.Sql == "numeric(38,38)" ? sum?.Replace("0.", ".", StringComparison.Ordinal) : sum;

    private static string? Words(DuckDbConnection engine, PostgresType type, string? value) => (type.Reconciled, value) switch
    {
        (_, null) => null,
        (Reconciled.Real, _) => engine.Scalar<string>($"select cast(cast(? as {(type.Sql == "real" ? "float" : "double")}) as varchar)", default, value),
        (Reconciled.Time, _) => Time(value),
        _ => value,
    };

    // DuckDB says (BC) after the date.
    private static string Time(string value)
    {
        if (value.EndsWith(" BC", StringComparison.Ordinal))
        {
            var parts = value[..^3].Split(' ', 2);
            value = $"{parts[0]} (BC){(parts.Length > 1 ? " " + parts[1] : "")}";
        }

        return value;
    }
}
