using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <inheritdoc cref="IChecks"/>
internal sealed class Checks(ServerEngine engine) : IChecks
{
    public Task<CheckRun> RunAsync(string failingRowsSql, int sample, CancellationToken ct) =>
        engine.ReadAsync("running a check", async session =>
        {
            // Both statements see one state; what a function might have done is rolled back.
            var failing = await Selected.OfAsync(session, failingRowsSql, ct);
            var count = await session.ScalarAsync<long>($"select count(*) from {failing.Relation} as failing", ct);
            return new CheckRun { FailingRows = count, Sample = count == 0 || sample <= 0 ? [] : await SampleAsync(session, failing, sample, ct) };
        }, ct);

    public async Task<long> StoreFailuresAsync(FailureStore store, CancellationToken ct)
    {
        var doing = $"keeping the failing rows of {store.CheckId}";
        var schema = Names.FailuresSchema(store.Pipeline);
        await Objects.EnsureSchemaAsync(engine, doing, schema, ct);
        return await engine.RunAsync(doing, async session =>
        {
            using var effect = Effects.Start("failures.keep", store.RunId, store.Attempt, store.CheckId);
            var name = Names.Failures(store.CheckId, store.RunId, store.Attempt);
            await session.LockAsync("failures", name, ct);
            await Objects.StayAsync(session, schema, ct);
            var table = Objects.Quoted(schema, name);
            if (!await Objects.ExistsAsync(session, schema, name, ct))
            {
                var failing = await Selected.OfAsync(session, store.Sql, ct);
                await session.ExecuteAsync($"create table {table} as select * from {failing.Relation} as failing({failing.Names}){(store.Limit is { } limit ? $" limit {Sql.Literal(limit)}" : "")}", ct);
            }

            var rows = await session.ScalarAsync<long>($"select count(*) from {table}", ct);
            await session.CommitAsync(ct);
            return rows;
        }, ct);
    }

    public Task RecordVerdictAsync(VerdictSpec verdict, CancellationToken ct) =>
        engine.DecideAsync($"recording the verdict on candidate {verdict.Candidate}", session => RecordAsync(session, verdict, ct), ct);

    public Task<IReadOnlyList<CheckResult>> ResultsAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAsync<IReadOnlyList<CheckResult>>($"reading the check results of attempt {attempt} of run {runId:D}", async session =>
            [.. (await session.RowsAsync($"select {CheckSql.Columns} from etl.quality_results where run_id = $1 and attempt = $2", ct, runId.ToString("D"), attempt)).Select(CheckSql.Row).OrderBy(result => result.CheckId, StringComparer.Ordinal)], ct);

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.DecideAsync($"discarding the checks of attempt {attempt} of run {runId:D}", session => Discards.ChecksAsync(session, engine.Now, runId, attempt, ct), ct);

    private async Task<bool> RecordAsync(Session session, VerdictSpec verdict, CancellationToken ct)
    {
        using var effect = Effects.Start("verdict.record", verdict.RunId, verdict.Attempt, verdict.Candidate);
        CheckSql.RequireSealed(verdict, await CandidateRows.FindAsync(session, verdict.Candidate, ct, Hold.Alone));
        var run = verdict.RunId.ToString("D");
        await session.ExecuteAsync("delete from etl.quality_results where run_id = $1 and attempt = $2", ct, run, verdict.Attempt);
        foreach (var result in verdict.Results)
            await session.ExecuteAsync($"insert into etl.quality_results (run_id, attempt, \"at\", {CheckSql.Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", ct,
                run, verdict.Attempt, engine.Now, result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, result.FailingRows, result.Query, Json.Write(result.Sample));
        await session.ExecuteAsync("update etl.candidates set verdict = $1 where uid = $2", ct, Json.Write(verdict.Summary), verdict.Candidate);
        await Audit.WriteAsync(session, engine.Now, verdict.RunId, verdict.Attempt, StageNames.Quality, "verdict.record", CheckSql.Words(verdict.Summary), ct);
        await session.CommitAsync(ct);
        return true;
    }

    private static async Task<IReadOnlyList<string>> SampleAsync(Session session, Selected failing, int sample, CancellationToken ct) =>
        [.. (await failing.TextsAsync(session, sample, ct)).Select(row => Json.Object(failing.Columns, row))];
}
