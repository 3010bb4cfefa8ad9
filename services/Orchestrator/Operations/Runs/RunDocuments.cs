using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Sagas as the API tells of them.</summary>
internal static class RunDocuments
{
    public static RunDocument ToDocument(this NightlyRunState run, SagaRow row, IReadOnlyList<RunDeadlineDocument> deadlines) => new()
    {
        RunId = run.CorrelationId,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        Key = run.Key,
        Attempt = run.Attempt,
        State = RunStates.Of(run.CurrentState),
        Bundle = run.BundleHash,
        RequestId = run.RequestedBy,
        StartedAt = run.StartedAt,
        UpdatedAt = row.UpdatedAt,
        Stage = run.FailedStage ?? (StageNames.All.Contains(Work.StageOf(run)) && !RunStates.IsEnd(RunStates.Of(run.CurrentState)) ? Work.StageOf(run) : null),
        Reason = run.Reason,
        Release = run.Outcome == nameof(NightlyRunStateMachine.Completed) ? run.Release : null,
        TraceId = run.Attempt > 0 ? RunTrace.OfRun(run.CorrelationId, run.Attempt).TraceId.ToString() : null,
        Stages = [.. run.Stages.Select(stage => new RunStageDocument(stage.Stage, stage.State, stage.StartedAt, (stage.EndedAt - stage.StartedAt)?.TotalSeconds, stage.Detail))],
        Checks = run.Verdict is { } verdict ? new RunChecksDocument(verdict.ChecksPassed + verdict.ChecksWarned + verdict.ChecksFailed, verdict.ChecksFailed, verdict.ChecksWarned) : null,
        Deadlines = deadlines,
    };

    public static RunTableDocument ToDocument(this TableProgress table, IEnumerable<TableTransferState> transfers)
    {
        var transfer = transfers.FirstOrDefault(known => known.Source == table.Source && known.Table == table.Table);
        var state = transfer is null ? "waiting" : RunStates.Of(transfer.CurrentState);
        if (table.Counts is { } counts)
            return new RunTableDocument(table.Source, table.Table, state, counts.RowsRead, counts.RowsLoaded, counts.RowsQuarantined, counts.RowsSkipped);
        var landed = transfer?.Slices?.Select(slice => slice.Landed).OfType<LandedSlice>().ToList() ?? [];
        return new RunTableDocument(table.Source, table.Table, state, landed.Sum(slice => slice.RowsRead), 0, landed.Sum(slice => slice.RowsQuarantined), 0);
    }

    /// <summary>What a run waits for, by the tokens of its deadlines.</summary>
    public static IEnumerable<KeyValuePair<Guid, string>> Tokens(NightlyRunState run) => Known(
        (run.DeadlineToken, "stage_deadline"), (run.RetryToken, "stage_retry_due"), (run.ProbeToken, "probe_due"), (run.SuspensionToken, "suspension_expired"));

    /// <inheritdoc cref="Tokens(NightlyRunState)"/>
    public static IEnumerable<KeyValuePair<Guid, string>> Tokens(TableTransferState transfer) => Known(
        (transfer.DeadlineToken, $"stage_deadline {transfer.Source}.{transfer.Table}"), (transfer.RetryToken, $"stage_retry_due {transfer.Source}.{transfer.Table}"));

    /// <summary>Those that are still to come: a token whose row is gone has fired.</summary>
    public static IReadOnlyList<RunDeadlineDocument> Deadlines(IEnumerable<KeyValuePair<Guid, string>> tokens, Dictionary<Guid, DateTimeOffset> due) =>
        [.. from token in tokens where due.ContainsKey(token.Key) orderby due[token.Key] select new RunDeadlineDocument(token.Value, due[token.Key])];

    private static IEnumerable<KeyValuePair<Guid, string>> Known(params IEnumerable<(Guid? Token, string What)> tokens) =>
        tokens.Where(token => token.Token is not null).Select(token => KeyValuePair.Create(token.Token!.Value, token.What));
}
