using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <content>How a run ends. A verb with more than one way out makes the transition itself.</content>
public sealed partial class NightlyRunStateMachine
{
    private static bool IsAwaited(AttemptDiscarded done, NightlyRunState run) =>
        Work.Discarders.Contains(done.Service) && !run.Discarded.Contains(done.Service);

    private static bool IsDiscarded(BehaviorContext<NightlyRunState> c) => c.Saga.Discarded.Count == Work.Discarders.Count;

    private static string Undiscarded(NightlyRunState run) =>
        $"{string.Join(", ", Work.Discarders.Except(run.Discarded))} did not answer in time that the attempt's effects are removed";

    private static void NoteCancel(BehaviorContext<NightlyRunState, CancelRun> c) =>
        (c.Saga.Ending, c.Saga.Reason) = (nameof(Cancelled), c.Message.Reason);

    private void NoteTimeout(BehaviorContext<NightlyRunState, StageDeadline> c) =>
        (c.Saga.LastFault, c.Saga.Terminal) = ($"no answer within {Work.LimitsOf(c.Saga, _options).Timeout}", false);

    private async Task Decline(BehaviorContext<NightlyRunState, AttemptDeclined> c)
    {
        var run = c.Saga;
        if (run.Ending is null && c.Message.Reason == DeclineReason.AlreadyPublished)
        {
            (run.Attempt, run.Release, run.Outcome) = (c.Message.Attempt, c.Message.Release ?? "", nameof(Completed));
            await ReportSkipped(c, StageNames.All);
            await ClearTimers(c);
            await c.Publish(run.Completed(alreadyPublished: true), c.CancellationToken);
            await c.TransitionToState(Completed);
            return;
        }

        (run.FailedStage, run.Reason) = (Work.Open, run.Reason ?? c.Message.Detail);
        await EndUnopened(c);
    }

    private Task GiveUp(BehaviorContext<NightlyRunState> c) => GiveUp(c, Work.StageOf(c.Saga), c.Saga.LastFault!);

    /// <summary>A stage cannot be done: the run is suspended with what it has, or its effects are removed at once.</summary>
    private async Task GiveUp(BehaviorContext<NightlyRunState> c, string stage, string reason)
    {
        var run = c.Saga;
        run.FailedStage = stage;
        if (run.Ending is null)
            run.Reason = reason;
        Log.StageFailed(_logger, run.CorrelationId, run.Attempt, stage, reason);
        await Report(c, stage, "failed", reason);
        if (run.Ending is null && run.Plan.SuspendFor > TimeSpan.Zero)
            await Suspend(c);
        else
            await End(c);
    }

    private async Task End(BehaviorContext<NightlyRunState> c)
    {
        c.Saga.Ending ??= nameof(Failed);
        if (c.Saga.Attempt == 0)
        {
            await EndUnopened(c);
            return;
        }

        await Compensate(c);
        await c.TransitionToState(Compensating);
    }

    /// <summary>Without an attempt there is nothing to remove and nothing to close.</summary>
    private async Task EndUnopened(BehaviorContext<NightlyRunState> c)
    {
        c.Saga.Outcome = c.Saga.Ending ?? nameof(Failed);
        await ReportRest(c);
        await Begin(c, Work.Notify);
        await c.TransitionToState(Notifying);
    }

    private async Task MissSource(BehaviorContext<NightlyRunState, SourceNotReady> c)
    {
        (c.Saga.Ending, c.Saga.FailedStage) = (nameof(Failed), StageNames.Source);
        c.Saga.Reason = $"the source was not ready in time: {c.Message.Reason}";
        await Report(c, StageNames.Source, "failed", c.Saga.Reason);
        await Compensate(c);
    }

    private Task ReportCancelled(BehaviorContext<NightlyRunState> c)
    {
        c.Saga.FailedStage = Work.StageOf(c.Saga);
        return Report(c, c.Saga.FailedStage, "failed", c.Saga.Reason);
    }

    private async Task Compensate(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        await ReportRest(c);
        if (run.TransfersAsked)
        {
            foreach (var table in run.Tables)
                await c.Publish(run.Stop(table), c.CancellationToken);
        }

        await Begin(c, Work.Discard);
    }

    private Task LeaveEffects(BehaviorContext<NightlyRunState> c, string reason)
    {
        (c.Saga.Compensated, c.Saga.FailedStage) = (false, c.Saga.FailedStage ?? Work.Open);
        c.Saga.Reason = $"{reason}. The run was being ended because: {c.Saga.Reason}";
        return Close(c, nameof(Failed));
    }

    private async Task Block(BehaviorContext<NightlyRunState, VerdictReached> c)
    {
        (c.Saga.FailedStage, c.Saga.Reason) = (StageNames.Quality, string.Join("; ", c.Message.Verdict.Failures));
        await Report(c, StageNames.Quality, "failed", c.Saga.Reason);
        await ReportRest(c);
        await Close(c, nameof(Blocked));
    }

    private async Task Complete(BehaviorContext<NightlyRunState> c)
    {
        (c.Saga.FailedStage, c.Saga.Reason) = (null, null);
        await Report(c, StageNames.Publish, "done");
        await Close(c, nameof(Completed));
    }

    private Task Close(BehaviorContext<NightlyRunState> c, string outcome)
    {
        c.Saga.Outcome = outcome;
        return Begin(c, Work.Close);
    }

    private async Task LeaveOpen(BehaviorContext<NightlyRunState> c)
    {
        Log.AttemptNotClosed(_logger, c.Saga.CorrelationId, c.Saga.Attempt, c.Saga.Outcome, c.Saga.LastFault);
        await Begin(c, Work.Notify);
        await c.TransitionToState(Notifying);
    }

    private async Task FinishUnnotified(BehaviorContext<NightlyRunState> c)
    {
        await Report(c, StageNames.Notify, "failed", c.Saga.LastFault);
        await Finish(c);
    }

    /// <summary>The run is over: its listeners are told last, when nothing of it is in flight any more.</summary>
    private async Task Finish(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        await ClearTimers(c);
        run.TellTelemetry(_time.GetUtcNow());
        (Task told, State state) = run.Outcome switch
        {
            nameof(Completed) => (c.Publish(run.Completed(), c.CancellationToken), Completed),
            nameof(Blocked) => (c.Publish(run.Blocked(), c.CancellationToken), Blocked),
            nameof(Cancelled) => (c.Publish(run.Cancelled(), c.CancellationToken), Cancelled),
            _ => (c.Publish(run.Failed(), c.CancellationToken), run.Compensated ? Failed : CompensationFailed),
        };
        await told;
        await c.TransitionToState(state);
    }

    /// <summary>The stages that will not be reached any more.</summary>
    private async Task ReportRest(BehaviorContext<NightlyRunState> c)
    {
        var failed = StageNames.All.ToList().IndexOf(c.Saga.FailedStage ?? Work.Open);
        var rest = StageNames.All.Skip(failed + 1).Where(stage => stage != StageNames.Notify).ToList();
        if (c.Saga.FailedStage == StageNames.Extract && c.Saga.Tables.Exists(table => table.Extracted) && rest.Remove(StageNames.Load))
            await Report(c, StageNames.Load, "failed", "the extract of another table failed");
        if (c.Saga.FailedStage == StageNames.Load && c.Saga.Tables.Exists(table => !table.Extracted))
            await Report(c, StageNames.Extract, "failed", "the load of another table failed");
        await ReportSkipped(c, rest);
    }

    private async Task ReportSkipped(BehaviorContext<NightlyRunState> c, IEnumerable<string> stages)
    {
        foreach (var stage in stages)
            await Report(c, stage, "skipped");
    }
}
