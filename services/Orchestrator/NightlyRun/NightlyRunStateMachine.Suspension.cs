using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <content>A run that is kept after a fault, with its effects, for somebody to resume.</content>
public sealed partial class NightlyRunStateMachine
{
    private async Task Suspend(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        run.Step++;
        await ClearTimers(c);
        await c.Publish(run.Suspended(), c.CancellationToken);
        await c.Publish(run.Notify(nameof(Suspended)), c.CancellationToken);
        await SagaTimer.Set(c, Suspension, _time.GetUtcNow(), run.Plan.SuspendFor, new SuspensionExpired { SagaId = run.CorrelationId, Step = run.Step });
        await c.TransitionToState(Suspended);
    }

    /// <summary>Goes on with what failed; a publish whose fate may have changed meanwhile is asked for first.</summary>
    private async Task Resume(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        (run.FailedStage, run.Reason) = (null, null);
        (run.PublishTries, run.PublishIsHopeless, run.Forbidding) = (0, false, false);
        var (work, state) = run.Work switch
        {
            _ when run.Release is not null => (Work.Inquire, Inquiring),
            Work.Open => (Work.Open, Requested),
            Work.Source => (Work.Source, WaitingForSource),
            Work.Transfer when !IsTransferred(c) => (Work.Transfer, Transferring),
            Work.Quality => (Work.Quality, Checking),
            _ => (Work.Transform, Transforming),
        };
        run.GiveUpAt = _time.GetUtcNow() + run.Plan.GiveUpAfter;
        await Begin(c, work);
        await c.TransitionToState(state);
    }

    /// <summary>Ends a suspended run; when it may have published after all, that is asked first.</summary>
    private async Task EndSafely(BehaviorContext<NightlyRunState> c)
    {
        if (c.Saga.Release is null)
        {
            await End(c);
            return;
        }

        c.Saga.Forbidding = true;
        await Begin(c, Work.Inquire);
        await c.TransitionToState(Inquiring);
    }
}
