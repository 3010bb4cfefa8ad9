using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Reads what the latest checked attempt of a pipeline found, in SQL and values that every engine has.</summary>
internal sealed class FindingsReader(IWarehouse warehouse)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <returns>Null when no attempt of the pipeline was checked, or none is remembered.</returns>
    /// <exception cref="TerminalEtlException">The warehouse cannot be read.</exception>
    public async Task<Findings?> ReadAsync(string pipeline, CancellationToken ct)
    {
        var latest = await RowsAsync(
            $"""
            select a.run_id, a.attempt, cast(a.run_date as varchar), a.state, cast(max(q."at") as varchar)
            from etl.quality_results as q join etl.attempts as a on a.run_id = q.run_id and a.attempt = q.attempt
            where a.pipeline = {Sql.Literal(pipeline)} group by a.run_id, a.attempt, a.run_date, a.state order by max(q."at") desc, a.attempt desc limit 1
            """, ct);
        if (latest is not [[string run, int attempt, string date, string state, string at]])
            return null;

        var of = $"run_id = {Sql.Literal(run)} and attempt = {Sql.Literal(attempt)}";
        var rows = await RowsAsync(
            $"""
            select model, rows from etl.models where {of} and rows is not null
            union all select source || '.' || table_name, cast(sum(rows) as bigint) from etl.segments where {of} group by source, table_name
            """, ct);
        var results = await warehouse.Checks.ResultsAsync(Guid.Parse(run), attempt, ct);
        return new Findings(
            new CheckedAttempt(Guid.Parse(run), DateOnly.ParseExact(date, "yyyy-MM-dd", Invariant), attempt, state, DateTime.Parse(at, Invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
            results.ToDictionary(result => result.CheckId, StringComparer.Ordinal),
            rows.DistinctBy(row => (string)row[0]!).ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal));
    }

    private async Task<List<object?[]>> RowsAsync(string sql, CancellationToken ct)
    {
        await using var result = await warehouse.Reader.QueryAsync(sql, ct);
        var rows = new List<object?[]>();
        await foreach (var row in result.RowsAsync(ct))
            rows.Add(row);
        return rows;
    }
}
