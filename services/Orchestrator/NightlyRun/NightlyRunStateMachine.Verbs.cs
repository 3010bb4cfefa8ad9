using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <content>How a run goes on.</content>
public sealed partial class NightlyRunStateMachine
{
    private static bool MustEnd(BehaviorContext<NightlyRunState> c) => c.Saga.Ending is not null;

    private static bool HasTables(BehaviorContext<NightlyRunState> c) => c.Saga.Tables.Count > 0;

    private static bool IsTransferred(BehaviorContext<NightlyRunState> c) => c.Saga.Tables.TrueForAll(table => table.Segment is not null);

    private static bool IsOfCandidate(VerdictReached reached, NightlyRunState run) =>
        reached.Candidate == run.Candidate && reached.Verdict.Fingerprint == run.Candidate!.Fingerprint;

    private bool IsTooLate(BehaviorContext<NightlyRunState> c) => _time.GetUtcNow() + c.Saga.Plan.ProbeEvery > c.Saga.GiveUpAt;

    private bool MayRetry(BehaviorContext<NightlyRunState> c) => !c.Saga.Terminal && c.Saga.Try <= Work.LimitsOf(c.Saga, _options).Retries;

    private Task Accept(BehaviorContext<NightlyRunState, RequestRun> c)
    {
        c.Saga.Accept(c.Message, c.MessageId, _time.GetUtcNow());
        return Begin(c, Work.Open);
    }

    private async Task Start(BehaviorContext<NightlyRunState> c)
    {
        await c.Publish(c.Saga.Started(), c.CancellationToken);
        c.Saga.GiveUpAt = _time.GetUtcNow() + c.Saga.Plan.GiveUpAfter;
        await Begin(c, Work.Source);
    }

    /// <summary>Takes up a piece of work, first try.</summary>
    private async Task Begin(BehaviorContext<NightlyRunState> c, string work)
    {
        var run = c.Saga;
        (run.Work, run.Try, run.Terminal) = (work, 1, false);
        if (work == Work.Transform && run.CandidateUid.Length == 0)
            run.CandidateUid = Uid.New();
        if (work == Work.Publish)
            run.Release ??= Uid.New();
        if (work != Work.Inquire)
            await Report(c, Work.StageOf(run), "running");
        await Ask(c);
    }

    /// <summary>Asks for the work in hand, once more when it was asked before; whatever was set for an earlier step is taken back.</summary>
    private async Task Ask(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        run.Step++;
        run.Probing = run.Work == Work.Source;
        await ClearTimers(c);
        await (run.Work switch
        {
            Work.Open => c.Publish(run.Open(), c.CancellationToken),
            Work.Source => c.Publish(run.Probe(), c.CancellationToken),
            Work.Transfer => AskTransfers(c),
            Work.Transform => c.Publish(run.Build(), c.CancellationToken),
            Work.Quality => c.Publish(run.Check(), c.CancellationToken),
            Work.Publish => AskPublish(c),
            Work.Inquire => c.Publish(run.Inquire(), c.CancellationToken),
            Work.Discard => c.Publish(run.Discard(), c.CancellationToken),
            Work.Close => c.Publish(run.Close(), c.CancellationToken),
            Work.Notify => c.Publish(run.Notify(run.Outcome!), c.CancellationToken),
            _ => throw new InvalidOperationException($"The run {run.CorrelationId} has no work named {run.Work}."),
        });
        await SagaTimer.Set(c, Deadline, _time.GetUtcNow(), Work.LimitsOf(run, _options).Timeout,
            new StageDeadline { SagaId = run.CorrelationId, Step = run.Step });
    }

    private static async Task AskTransfers(BehaviorContext<NightlyRunState> c)
    {
        c.Saga.TransfersAsked = true;
        foreach (var table in c.Saga.Tables.Where(table => table.Segment is null))
            await c.Publish(c.Saga.Transfer(table), c.CancellationToken);
    }

    private static Task AskPublish(BehaviorContext<NightlyRunState> c)
    {
        c.Saga.PublishTries++;
        return c.Publish(c.Saga.Publish(), c.CancellationToken);
    }

    private async Task RetryLater(BehaviorContext<NightlyRunState> c)
    {
        var run = c.Saga;
        var delay = _options.DelayAfter(run.Try);
        Log.StageRetried(_logger, run.CorrelationId, run.Attempt, run.Work, run.Try, delay, run.LastFault);
        run.Try++;
        run.Step++;
        await ClearTimers(c);
        await Report(c, Work.StageOf(run), "retrying", run.LastFault);
        await SagaTimer.Set(c, Retry, _time.GetUtcNow(), delay, new StageRetryDue { SagaId = run.CorrelationId, Step = run.Step });
    }

    private async Task ProbeLater(BehaviorContext<NightlyRunState, SourceNotReady> c)
    {
        var run = c.Saga;
        run.Probing = false;
        run.Step++;
        await ClearTimers(c);
        await Report(c, StageNames.Source, "running", $"not ready: {c.Message.Reason}");
        await SagaTimer.Set(c, NextProbe, _time.GetUtcNow(), run.Plan.ProbeEvery, new ProbeDue { SagaId = run.CorrelationId, Step = run.Step });
    }

    private async Task SkipTransfer(BehaviorContext<NightlyRunState> c)
    {
        await Report(c, StageNames.Extract, "skipped", "the pipeline has no tables");
        await Report(c, StageNames.Load, "skipped", "the pipeline has no tables");
    }

    private async Task TakeExtracted(BehaviorContext<NightlyRunState> c, string source, string table)
    {
        if (c.Saga.Find(source, table) is not { Extracted: false } progress)
            return;
        if (c.Saga.Tables.TrueForAll(other => !other.Extracted))
            await Report(c, StageNames.Load, "running");
        progress.Extracted = true;
        if (c.Saga.Tables.TrueForAll(other => other.Extracted))
            await Report(c, StageNames.Extract, "done");
    }

    private async Task TakeTransferred(BehaviorContext<NightlyRunState, TableTransferred> c)
    {
        await TakeExtracted(c, c.Message.Source, c.Message.Table);
        if (c.Saga.Find(c.Message.Source, c.Message.Table) is not { Segment: null } progress)
            return;
        (progress.Segment, progress.Counts) = (c.Message.Segment, c.Message.Counts);
        if (IsTransferred(c))
            await Report(c, StageNames.Load, "done");
    }

    private Task Done(BehaviorContext<NightlyRunState> c) => Done(c, null);

    private Task Done(BehaviorContext<NightlyRunState> c, string? detail) => Report(c, Work.StageOf(c.Saga), "done", detail);

    private Task Report(BehaviorContext<NightlyRunState> c, string stage, string state, string? detail = null)
    {
        if (!StageNames.All.Contains(stage))
            return Task.CompletedTask;
        var now = _time.GetUtcNow();
        c.Saga.Take(stage, state, now, detail);
        return c.Publish(c.Saga.Stage(stage, state, now, detail), c.CancellationToken);
    }

    private async Task ClearTimers(BehaviorContext<NightlyRunState> c)
    {
        await SagaTimer.Clear(c, Deadline);
        await SagaTimer.Clear(c, Retry);
        await SagaTimer.Clear(c, NextProbe);
        await SagaTimer.Clear(c, Suspension);
    }
}
