using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Persistence.Sagas;
using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Pipelines;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>What operators do with runs. The request and its row in the audit log are one transaction; the saga hears of it right after.</summary>
internal sealed class RunActions(OrchestratorDb db, RunList runs, SelectionCheck selection, OutboxPublisher outbox, OutboxSignal signal, TimeProvider time)
{
    /// <summary>A run in these states is on its way to its end; a cancel would change nothing.</summary>
    private static readonly string[] Ending = [nameof(NightlyRunStateMachine.Compensating), nameof(NightlyRunStateMachine.Closing), nameof(NightlyRunStateMachine.Notifying)];

    /// <summary>Starts a run of a date, or the next attempt of one that is over.</summary>
    /// <exception cref="RefusedException">The pipeline is unknown, or the run is not over.</exception>
    public async Task<AskedRunDocument> StartAsync(StartRunDocument asked, string key, string actor, CancellationToken ct)
    {
        var pipeline = await db.Pipelines.AsNoTracking().SingleOrDefaultAsync(row => row.Name == asked.Pipeline, ct) ?? throw RefusedException.UnknownPipeline(asked.Pipeline);
        var request = RunRequests.Of(pipeline, asked.Date ?? ScheduleDates.Today(pipeline.ReadSchedule(), time), key, asked.Again, asked.Select, asked.AsOfNow, asked.FullRefresh, asked.Tables);
        await selection.CheckAsync(request, ct);
        var known = await db.Sagas.AsNoTracking().SingleOrDefaultAsync(row => row.Kind == SagaKinds.Of<NightlyRunState>() && row.Id == request.RunId, ct);
        if (known is not null && !RunStates.IsEnd(RunStates.Of(known.State)))
            throw Refused(known, known.State == nameof(NightlyRunStateMachine.Suspended) ? "resume or cancel it first" : "wait for its end, or cancel it first");
        return await AskAsync(request, new Audited(actor, "runs.start", $"{pipeline.Name} {request.RunDate:yyyy-MM-dd}"), request.Again ? "again" : null, ct);
    }

    /// <summary>Goes on with a suspended run from the stage that failed, with the bundle that it has.</summary>
    /// <exception cref="RefusedException">There is no such run, or it is not suspended.</exception>
    public async Task<AskedRunDocument> ResumeAsync(Guid runId, string actor, CancellationToken ct)
    {
        var row = await runs.FindAsync(runId, ct);
        if (row.State != nameof(NightlyRunStateMachine.Suspended))
            throw Refused(row, RunStates.IsEnd(RunStates.Of(row.State)) ? "start its date again instead" : "only a suspended run waits to be resumed");
        var run = StoredSagas<NightlyRunState>.Read(row);
        return await AskAsync(
            new ResumeRun { RunId = runId, Attempt = run.Attempt, Pipeline = run.Pipeline, RunDate = run.RunDate, BundleHash = run.BundleHash },
            new Audited(actor, "runs.resume", $"{run.Pipeline} {run.RunDate:yyyy-MM-dd}"), $"stage {run.FailedStage}", ct);
    }

    /// <summary>Ends a run; its effects are compensated.</summary>
    /// <exception cref="RefusedException">There is no such run, or it is over or about to be.</exception>
    public async Task<AskedRunDocument> CancelAsync(Guid runId, string? reason, string actor, CancellationToken ct)
    {
        var row = await runs.FindAsync(runId, ct);
        if (Ending.Contains(row.State) || RunStates.IsEnd(RunStates.Of(row.State)))
            throw Refused(row, "there is nothing left to cancel");
        var run = StoredSagas<NightlyRunState>.Read(row);
        var why = string.IsNullOrWhiteSpace(reason) ? $"cancelled by {actor}" : reason;
        return await AskAsync(
            new CancelRun { RunId = runId, Attempt = run.Attempt, Pipeline = run.Pipeline, RunDate = run.RunDate, BundleHash = run.BundleHash, Reason = why },
            new Audited(actor, "runs.cancel", $"{run.Pipeline} {run.RunDate:yyyy-MM-dd}"), why, ct);
    }

    private async Task<AskedRunDocument> AskAsync<T>(T message, Audited what, string? detail, CancellationToken ct)
        where T : RunMessage
    {
        var id = NewId.NextGuid();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        outbox.Publish(db, message, id);
        db.Audit.Add(what.Done(time.GetUtcNow(), detail is null ? $"run {message.RunId}" : $"run {message.RunId}: {detail}", message.RunId, message.Attempt));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        return new AskedRunDocument(message.RunId, message.Pipeline, message.RunDate, message.BundleHash, id);
    }

    private static RefusedException Refused(SagaRow row, string remedy)
    {
        var run = StoredSagas<NightlyRunState>.Read(row);
        return new RefusedException(409, $"The run of {run.Pipeline} for {run.RunDate:yyyy-MM-dd}, {row.Id}, attempt {run.Attempt}, is {RunStates.Of(row.State)}: {remedy}.") { Run = (row.Id, run.Attempt) };
    }
}
