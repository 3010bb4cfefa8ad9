using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="IAttempts"/>
internal sealed class Attempts(Engine engine) : IAttempts
{
    public Task<AttemptOpening> OpenAsync(AttemptRequest request, CancellationToken ct)
    {
        Names.Pipeline(request.Pipeline);
        return engine.RunAloneAsync($"opening an attempt of pipeline {request.Pipeline} for {request.RunDate:yyyy-MM-dd}", connection => Open(connection, request, ct), ct);
    }

    public Task CloseAsync(Guid runId, int attempt, AttemptState state, CancellationToken ct) =>
        engine.RunAloneAsync($"closing attempt {attempt} of run {runId:D}", connection =>
        {
            using var effect = Effects.Start("attempt.close", runId, attempt, AttemptSql.Text(state));
            using var transaction = connection.Begin();
            var changed = connection.Execute(
                "update etl.attempts set state = ?, ended_at = ? where run_id = ? and attempt = ? and (state = 'active' or (state = 'abandoned' and ended_at is null))",
                ct, AttemptSql.Text(state), engine.Now, runId.ToString("D"), attempt);
            if (changed > 0)
                Audit.Write(connection, engine.Now, runId, attempt, "run", "attempt.close", AttemptSql.Text(state));
            transaction.Commit();
            return changed;
        }, ct);

    public Task<IReadOnlyList<AttemptRow>> AbandonedAsync(CancellationToken ct) =>
        engine.RunAsync("looking for abandoned attempts",
            connection => Rows(connection, "state = 'abandoned' and ended_at is null order by started_at", ct), ct);

    public Task<AttemptRow?> FindAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAsync($"reading attempt {attempt} of run {runId:D}",
            connection => Rows(connection, "run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt).SingleOrDefault(), ct);

    /// <summary>Whoever left an attempt active is dead, for the file is open in one process only.</summary>
    internal static void Recover(DuckDbConnection connection, DateTime now, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var lefts = Rows(connection, "state = 'active'", ct);
        foreach (var left in lefts)
        {
            // Killed between the publish and the close: the night is done, only its end was not told.
            var published = Ledgers.IsPublished(connection, left.RunId, left.Attempt, ct);
            var state = published ? AttemptState.Completed : AttemptState.Abandoned;
            connection.Execute("update etl.attempts set state = ?, ended_at = ? where run_id = ? and attempt = ?",
                ct, AttemptSql.Text(state), published ? now : null, left.RunId.ToString("D"), left.Attempt);
            Audit.Write(connection, now, left.RunId, left.Attempt, "run", "attempt.recover", AttemptSql.Text(state));
        }

        if (lefts.Count > 0)
            transaction.Commit("attempt.recover");
    }

    private AttemptOpening Open(DuckDbConnection connection, AttemptRequest request, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var ledger = Ledgers.Read(connection, request.Pipeline, ct);
        var active = connection.Scalar<int?>("select max(attempt) from etl.attempts where run_id = ? and state = 'active'", ct, request.RunId.ToString("D"));
        if (active is null && Declines.Of(ledger, request) is { } declined)
            return declined;
        var attempt = active ?? Begin(connection, transaction, request, ct);
        return new AttemptOpening { Attempt = attempt, Parent = ledger.Head?.Id, Tables = ledger.Bases(request.RunId) };
    }

    private int Begin(DuckDbConnection connection, DuckDbTransaction transaction, AttemptRequest request, CancellationToken ct)
    {
        var attempt = 1 + connection.Scalar<int>("select coalesce(max(attempt), 0) from etl.attempts where run_id = ?", ct, request.RunId.ToString("D"));
        using var effect = Effects.Start("attempt.open", request.RunId, attempt);
        connection.Execute($"insert into etl.attempts ({AttemptSql.Columns}) values (?, ?, ?, ?, ?, ?, 'active', ?, null)", ct,
            request.RunId.ToString("D"), attempt, request.Pipeline, request.RunDate, request.Key, request.BundleHash, engine.Now);
        Audit.Write(connection, engine.Now, request.RunId, attempt, "run", "attempt.open", $"bundle {request.BundleHash}");
        transaction.Commit();
        return attempt;
    }

    private static IReadOnlyList<AttemptRow> Rows(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {AttemptSql.Columns} from etl.attempts where {where}", ct, parameters);
        return [.. result.Rows().Select(AttemptSql.Row)];
    }
}
