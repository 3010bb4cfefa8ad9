using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="IChecks"/>
internal sealed class Checks(Engine engine) : IChecks
{
    public Task<CheckRun> RunAsync(string failingRowsSql, int sample, CancellationToken ct) =>
        engine.RunAsync("running a check", connection =>
        {
            // Both statements see one state; disposing rolls back whatever a function might have done.
            using var transaction = connection.Begin();
            var failing = Query.Nested(failingRowsSql);
            var count = connection.Scalar<long>($"select count(*) from {failing} as failing", ct);
            return new CheckRun { FailingRows = count, Sample = count == 0 || sample <= 0 ? [] : Sample(connection, failing, sample, ct) };
        }, ct);

    public async Task<long> StoreFailuresAsync(FailureStore store, CancellationToken ct)
    {
        var doing = $"keeping the failing rows of {store.CheckId}";
        var schema = Names.FailuresSchema(store.Pipeline);
        await engine.RunAloneAsync(doing, connection =>
        {
            Objects.EnsureSchema(connection, schema, ct);
            return true;
        }, ct);
        return await engine.RunAsync(doing, connection =>
        {
            using var effect = Effects.Start("failures.keep", store.RunId, store.Attempt, store.CheckId);
            using var transaction = connection.Begin();
            var name = Names.Failures(store.CheckId, store.RunId, store.Attempt);
            var table = Objects.Quoted(schema, name);
            if (!Objects.Exists(connection, schema, name, ct))
                connection.Execute($"create table {table} as select * from {Query.Nested(store.Sql)}{(store.Limit is { } limit ? $" limit {Sql.Literal(limit)}" : "")}", ct);
            var rows = connection.Scalar<long>($"select count(*) from {table}", ct);
            transaction.Commit();
            return rows;
        }, ct);
    }

    public Task RecordVerdictAsync(VerdictSpec verdict, CancellationToken ct) =>
        engine.RunAloneAsync($"recording the verdict on candidate {verdict.Candidate}", connection => Record(connection, verdict, ct), ct);

    public Task<IReadOnlyList<CheckResult>> ResultsAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAsync($"reading the check results of attempt {attempt} of run {runId:D}", connection =>
        {
            using var result = connection.Query($"select {CheckSql.Columns} from etl.quality_results where run_id = ? and attempt = ? order by check_id", ct, runId.ToString("D"), attempt);
            return (IReadOnlyList<CheckResult>)[.. result.Rows().Select(CheckSql.Row)];
        }, ct);

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAloneAsync($"discarding the checks of attempt {attempt} of run {runId:D}", connection =>
        {
            Discards.Checks(connection, engine.Now, runId, attempt, ct);
            return true;
        }, ct);

    private bool Record(DuckDbConnection connection, VerdictSpec verdict, CancellationToken ct)
    {
        using var effect = Effects.Start("verdict.record", verdict.RunId, verdict.Attempt, verdict.Candidate);
        using var transaction = connection.Begin();
        CheckSql.RequireSealed(verdict, CandidateRows.Find(connection, verdict.Candidate, ct));
        var run = verdict.RunId.ToString("D");
        connection.Execute("delete from etl.quality_results where run_id = ? and attempt = ?", ct, run, verdict.Attempt);
        foreach (var result in verdict.Results)
            connection.Execute($"insert into etl.quality_results (run_id, attempt, \"at\", {CheckSql.Columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
                run, verdict.Attempt, engine.Now, result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, result.FailingRows, result.Query, Json.Write(result.Sample));
        connection.Execute("update etl.candidates set verdict = ? where uid = ?", ct, Json.Write(verdict.Summary), verdict.Candidate);
        Audit.Write(connection, engine.Now, verdict.RunId, verdict.Attempt, StageNames.Quality, "verdict.record", CheckSql.Words(verdict.Summary));
        transaction.Commit();
        return true;
    }

    private static List<string> Sample(DuckDbConnection connection, string failing, int sample, CancellationToken ct)
    {
        // As text: JSON numbers would round wide decimals and lose the zeros of amounts.
        using var rows = connection.Query($"select to_json(failing)::varchar from (select columns(*)::varchar from {failing} as checked limit {Sql.Literal(sample)}) as failing", ct);
        return [.. rows.Rows().Select(row => (string)row[0]!)];
    }
}
