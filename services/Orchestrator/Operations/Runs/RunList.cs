using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Sagas;
using EtlMesh.Orchestrator.TableTransfer;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Runs, read from the rows of their sagas.</summary>
public sealed class RunList(OrchestratorDb db)
{
    private static readonly string Night = SagaKinds.Of<NightlyRunState>();
    private static readonly string Transfer = SagaKinds.Of<TableTransferState>();

    /// <summary>The runs that changed last, the latest first, without their tables.</summary>
    /// <param name="pipeline">Only this one's; null for all.</param>
    /// <param name="state">Only those in this state of <see cref="RunStates"/>; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<RunDocument>> ReadAsync(string? pipeline, string? state, int limit, CancellationToken ct)
    {
        var rows = await db.Sagas.FromSql(
            $"""
            SELECT * FROM orchestrator.sagas
            WHERE kind = {Night} AND ({pipeline}::text IS NULL OR body ->> 'Pipeline' = {pipeline}) AND ({state}::text IS NULL OR lower(state) = replace({state}, '_', ''))
            ORDER BY updated_at DESC, id LIMIT {limit}
            """).AsNoTracking().ToListAsync(ct);
        return await WithDeadlinesAsync(rows, ct);
    }

    /// <summary>The runs that are not over, the oldest first.</summary>
    public async Task<IReadOnlyList<RunDocument>> ReadActiveAsync(CancellationToken ct)
    {
        string[] ends = [nameof(NightlyRunStateMachine.Completed), nameof(NightlyRunStateMachine.Blocked), nameof(NightlyRunStateMachine.Failed), nameof(NightlyRunStateMachine.Cancelled), nameof(NightlyRunStateMachine.CompensationFailed)];
        var rows = await db.Sagas.AsNoTracking().Where(row => row.Kind == Night && !ends.Contains(row.State)).OrderBy(row => row.CreatedAt).ToListAsync(ct);
        return await WithDeadlinesAsync(rows, ct);
    }

    /// <summary>One run with its tables.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public async Task<RunDocument> ReadAsync(Guid runId, CancellationToken ct)
    {
        var row = await FindAsync(runId, ct);
        var run = StoredSagas<NightlyRunState>.Read(row);
        var ids = run.Tables.Select(table => RunId.OfTransfer(runId, run.Attempt, table.Source, table.Table)).ToList();
        var transfers = (await db.Sagas.AsNoTracking().Where(saga => saga.Kind == Transfer && ids.Contains(saga.Id)).ToListAsync(ct))
            .Select(StoredSagas<TableTransferState>.Read).ToList();
        var tokens = RunDocuments.Tokens(run).Concat(transfers.SelectMany(transfer => RunDocuments.Tokens(transfer))).ToDictionary();
        return run.ToDocument(row, await DeadlinesAsync(tokens, ct)) with { Tables = [.. run.Tables.Select(table => table.ToDocument(transfers))] };
    }

    /// <summary>A run's saga as it is stored.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    internal async Task<SagaRow> FindAsync(Guid runId, CancellationToken ct) =>
        await db.Sagas.AsNoTracking().SingleOrDefaultAsync(saga => saga.Kind == Night && saga.Id == runId, ct)
        ?? throw new RefusedException(404, $"The mesh knows no run {runId}; if it was just asked for, it is not heard of yet; `etlmesh runs list` has all.");

    private async Task<IReadOnlyList<RunDocument>> WithDeadlinesAsync(List<SagaRow> rows, CancellationToken ct)
    {
        var runs = rows.Select(row => (Row: row, Run: StoredSagas<NightlyRunState>.Read(row))).ToList();
        var tokens = runs.SelectMany(read => RunDocuments.Tokens(read.Run)).ToDictionary();
        var due = await DueAsync(tokens, ct);
        return [.. runs.Select(read => read.Run.ToDocument(read.Row, RunDocuments.Deadlines(RunDocuments.Tokens(read.Run), due)))];
    }

    private async Task<IReadOnlyList<RunDeadlineDocument>> DeadlinesAsync(Dictionary<Guid, string> tokens, CancellationToken ct) =>
        RunDocuments.Deadlines(tokens, await DueAsync(tokens, ct));

    private async Task<Dictionary<Guid, DateTimeOffset>> DueAsync(Dictionary<Guid, string> tokens, CancellationToken ct)
    {
        var asked = tokens.Keys.Select(token => (Guid?)token).ToList();
        return asked.Count == 0 ? [] : await db.Outbox.AsNoTracking().Where(row => asked.Contains(row.Token)).ToDictionaryAsync(row => row.Token!.Value, row => row.DueAt, ct);
    }
}
