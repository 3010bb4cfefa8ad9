using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="IChecks"/>
internal sealed class Checks(Engine engine) : IChecks
{
    private const string ResultColumns = "check_id, model, severity, status, expected, actual, failing_rows, query, sample";

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
            using var result = connection.Query($"select {ResultColumns} from etl.quality_results where run_id = ? and attempt = ? order by check_id", ct, runId.ToString("D"), attempt);
            return (IReadOnlyList<CheckResult>)[.. result.Rows().Select(Read)];
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
        var sealedAs = CandidateRow.Find(connection, verdict.Candidate, ct)?.Fingerprint;
        if (sealedAs is null || sealedAs != verdict.Summary.Fingerprint)
            throw new TerminalEtlException(
                $"Recording the verdict on candidate {verdict.Candidate}: it is for fingerprint {verdict.Summary.Fingerprint}, the candidate {(sealedAs is null ? "is not sealed" : $"has {sealedAs}")}. Check the candidate again.");
        var run = verdict.RunId.ToString("D");
        connection.Execute("delete from etl.quality_results where run_id = ? and attempt = ?", ct, run, verdict.Attempt);
        foreach (var result in verdict.Results)
            connection.Execute($"insert into etl.quality_results (run_id, attempt, \"at\", {ResultColumns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
                run, verdict.Attempt, engine.Now, result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, result.FailingRows, result.Query, Json.Write(result.Sample));
        connection.Execute("update etl.candidates set verdict = ? where uid = ?", ct, Json.Write(verdict.Summary), verdict.Candidate);
        Audit.Write(connection, engine.Now, verdict.RunId, verdict.Attempt, StageNames.Quality, "verdict.record",
            $"{(verdict.Summary.Passed ? "passed" : "failed")} {verdict.Summary.Fingerprint}");
        transaction.Commit();
        return true;
    }

    private static List<string> Sample(DuckDbConnection connection, string failing, int sample, CancellationToken ct)
    {
        // As text: JSON numbers would round wide decimals and lose the zeros of amounts.
        using var rows = connection.Query($"select to_json(failing)::varchar from (select columns(*)::varchar from {failing} as checked limit {Sql.Literal(sample)}) as failing", ct);
        return [.. rows.Rows().Select(row => (string)row[0]!)];
    }

    private static CheckResult Read(object?[] row) => new()
    {
        CheckId = (string)row[0]!,
        Model = (string)row[1]!,
        Severity = (string)row[2]!,
        Status = (string)row[3]!,
        Expected = (string)row[4]!,
        Actual = (string)row[5]!,
        FailingRows = (long)row[6]!,
        Query = (string)row[7]!,
        Sample = Json.Read<List<string>>((string)row[8]!),
    };
}
