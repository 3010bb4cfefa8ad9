using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <content>After <see cref="PublishRelease"/> is sent nothing is compensated before the warehouse has said what became of it.</content>
public sealed partial class NightlyRunStateMachine
{
    private Task Inquire(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        run.FailedStage = StageNames.Publish;
        if (run.Ending is null)
            (run.Reason, run.PublishIsHopeless) = (run.LastFault, run.Terminal);
        run.Forbidding = run.Ending is not null;
        return Begin(c, Work.Inquire);
    }

    /// <summary>A no that forbids nothing may be overtaken by the publish itself, so it does not answer a question that forbids.</summary>
    private static bool IsCurrentAnswer(ReleaseInquired answer, NightlyRunState run) =>
        answer.Release == run.Release && (answer.Published || !run.Forbidding || answer.Forbidden != false);

    private async Task PublishAgainOrEnd(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        var isHopeless = run.PublishIsHopeless || run.PublishTries > run.Plan.Publish.Retries;
        if (!run.Forbidding && (run.Ending is not null || (isHopeless && run.Plan.SuspendFor == TimeSpan.Zero)))
        {
            run.Forbidding = true;
            await Begin(c, Work.Inquire);
        }
        else if (run.Ending is not null)
        {
            await Report(c, StageNames.Publish, "failed", run.Reason);
            await End(c);
        }
        else if (isHopeless)
        {
            await GiveUp(c, StageNames.Publish, run.Reason ?? "the release was not published");
        }
        else
        {
            (run.Work, run.Try, run.LastFault) = (Work.Publish, Math.Max(run.PublishTries, 1), run.Reason);
            await RetryLater(c);
            await c.TransitionToState(Publishing);
        }
    }

    /// <summary>Nobody can tell whether readers see the release, so nothing is removed under them.</summary>
    private async Task GiveUpUnknown(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        var reason = $"it could not be learnt whether the release {run.Release} was published ({run.LastFault}), so nothing was removed; ask the warehouse's etl.heads";
        if (run.Ending is null && run.Plan.SuspendFor > TimeSpan.Zero)
        {
            await GiveUp(c, StageNames.Publish, reason);
            return;
        }

        (run.FailedStage, run.Reason, run.Compensated, run.Outcome) = (StageNames.Publish, reason, false, nameof(Failed));
        await Report(c, StageNames.Publish, "failed", reason);
        await Begin(c, Work.Notify);
        await c.TransitionToState(Notifying);
    }

    /// <summary>Another release became the head: the candidate is built again on it.</summary>
    private async Task RebuildOrEnd(BehaviorContext<NightlyRunState, BaseStale> c)
    {
        var run = c.Saga;
        run.Release = null;
        if (run.Ending is not null)
        {
            await Report(c, StageNames.Publish, "failed", run.Reason);
            await End(c);
            return;
        }

        (run.Parent, run.CandidateUid, run.Candidate, run.Verdict) = (c.Message.Head, "", null, null);
        (run.PublishTries, run.FailedStage, run.Reason, run.Work, run.Forbidding) = (0, null, null, Work.Transform, false);
        if (run.Rebuilds >= _options.MaxRebuilds)
        {
            await GiveUp(c, StageNames.Publish, $"another release became the head {run.Rebuilds + 1} times while this run was being built; run it again when the pipeline's other runs are done");
            return;
        }

        run.Rebuilds++;
        await Report(c, StageNames.Publish, "retrying", $"another release became the head: {c.Message.Head ?? "none"}");
        await Begin(c, Work.Transform);
        await c.TransitionToState(Transforming);
    }
}
