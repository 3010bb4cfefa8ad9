using System.Data;

namespace EtlMesh.Warehouse;

/// <inheritdoc cref="IAttempts"/>
/// <remarks>Two who open an attempt at once meet, and the second finds the first one's: at its key or at the index of active ones, or where decisions take turns.</remarks>
internal sealed class Attempts(ServerEngine engine) : IAttempts
{
    public async Task<AttemptOpening> OpenAsync(AttemptRequest request, CancellationToken ct)
    {
        Names.Pipeline(request.Pipeline);
        return await engine.DecideAsync($"opening an attempt of pipeline {request.Pipeline} for {request.RunDate:yyyy-MM-dd}",
            session => OpenAsync(session, request, ct), ct, IsolationLevel.RepeatableRead);
    }

    public Task CloseAsync(Guid runId, int attempt, AttemptState state, CancellationToken ct) =>
        engine.DecideAsync($"closing attempt {attempt} of run {runId:D}", async session =>
        {
            using var effect = Effects.Start("attempt.close", runId, attempt, AttemptSql.Text(state));
            var changed = await session.ExecuteAsync(
                "update etl.attempts set state = $1, ended_at = $2 where run_id = $3 and attempt = $4 and (state = 'active' or (state = 'abandoned' and ended_at is null))",
                ct, AttemptSql.Text(state), engine.Now, runId.ToString("D"), attempt);
            if (changed > 0)
                await Audit.WriteAsync(session, engine.Now, runId, attempt, "run", "attempt.close", AttemptSql.Text(state), ct);
            await session.CommitAsync(ct);
            return changed;
        }, ct);

    /// <summary>Only what somebody marked so: other processes are at work in this warehouse, and their attempts are theirs.</summary>
    public Task<IReadOnlyList<AttemptRow>> AbandonedAsync(CancellationToken ct) =>
        engine.RunAsync("looking for abandoned attempts",
            session => RowsAsync(session, "state = 'abandoned' and ended_at is null order by started_at", ct), ct);

    public async Task<AttemptRow?> FindAsync(Guid runId, int attempt, CancellationToken ct) =>
        (await engine.RunAsync($"reading attempt {attempt} of run {runId:D}",
            session => RowsAsync(session, "run_id = $1 and attempt = $2", ct, runId.ToString("D"), attempt), ct)).SingleOrDefault();

    private async Task<AttemptOpening> OpenAsync(Session session, AttemptRequest request, CancellationToken ct)
    {
        var ledger = await Ledgers.ReadAsync(session, request.Pipeline, ct);
        var active = await session.ScalarAsync<int?>("select max(attempt) from etl.attempts where run_id = $1 and state = 'active'", ct, request.RunId.ToString("D"));
        if (active is null && Declines.Of(ledger, request) is { } declined)
            return declined;
        var attempt = active ?? await BeginAsync(session, request, ct);
        return new AttemptOpening { Attempt = attempt, Parent = ledger.Head?.Id, Tables = ledger.Bases(request.RunId) };
    }

    private async Task<int> BeginAsync(Session session, AttemptRequest request, CancellationToken ct)
    {
        var attempt = 1 + await session.ScalarAsync<int>("select coalesce(max(attempt), 0) from etl.attempts where run_id = $1", ct, request.RunId.ToString("D"));
        using var effect = Effects.Start("attempt.open", request.RunId, attempt);
        await session.ExecuteAsync($"insert into etl.attempts ({AttemptSql.Columns}) values ($1, $2, $3, $4, $5, $6, 'active', $7, null)", ct,
            request.RunId.ToString("D"), attempt, request.Pipeline, request.RunDate, request.Key, request.BundleHash, engine.Now);
        await Audit.WriteAsync(session, engine.Now, request.RunId, attempt, "run", "attempt.open", $"bundle {request.BundleHash}", ct);
        await session.CommitAsync(ct);
        return attempt;
    }

    private static async Task<IReadOnlyList<AttemptRow>> RowsAsync(Session session, string where, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        [.. (await session.RowsAsync($"select {AttemptSql.Columns} from etl.attempts where {where}", ct, parameters)).Select(AttemptSql.Row)];
}
