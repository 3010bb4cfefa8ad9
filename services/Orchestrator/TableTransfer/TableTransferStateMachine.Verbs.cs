using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <content>What a transfer does.</content>
public sealed partial class TableTransferStateMachine
{
    private Task Plan(BehaviorContext<TableTransferState> c)
    {
        c.Saga.Try = 1;
        return AskPlan(c);
    }

    private Task AskPlan(BehaviorContext<TableTransferState> c) => Ask(c, c.Saga.Extract.Timeout, () => c.Publish(c.Saga.Plan(), c.CancellationToken));

    /// <summary>Asks for every slice that nobody is asked for now, and gives all that are missing a new deadline.</summary>
    private Task ExtractMissing(BehaviorContext<TableTransferState> c) => Ask(c, c.Saga.Extract.Timeout, async () =>
    {
        foreach (var slice in c.Saga.Slices!.Where(slice => slice is { Landed: null, AskedAt: 0 }))
        {
            slice.Tries++;
            slice.AskedAt = c.Saga.Step;
            await c.Publish(c.Saga.Extraction(slice), c.CancellationToken);
        }
    });

    private async Task Load(BehaviorContext<TableTransferState> c)
    {
        await c.Publish(c.Saga.Extracted(), c.CancellationToken);
        c.Saga.SegmentUid = Uid.New();
        c.Saga.Try = 1;
        await AskLoad(c);
    }

    private Task AskLoad(BehaviorContext<TableTransferState> c) => Ask(c, c.Saga.Load.Timeout, () => c.Publish(c.Saga.Loading(), c.CancellationToken));

    private async Task Ask(BehaviorContext<TableTransferState> c, TimeSpan timeout, Func<Task> command)
    {
        var table = c.Saga;
        table.Step++;
        await ClearTimers(c);
        await command();
        await SagaTimer.Set(c, Deadline, _time.GetUtcNow(), timeout, new StageDeadline { SagaId = table.CorrelationId, Step = table.Step });
    }

    private async Task RetryLater(BehaviorContext<TableTransferState> c)
    {
        var tried = c.Saga.Try++;
        c.Saga.Step++;
        await ClearTimers(c);
        await SetRetry(c, tried, c.Saga.SegmentUid.Length == 0 ? "plan" : "load");
    }

    /// <summary>The step stays: the slices that were not hit are still awaited, and one firing asks for all that were.</summary>
    private async Task RetrySlicesLater(BehaviorContext<TableTransferState> c)
    {
        if (c.Saga.RetryToken is not null)
            return;
        await SetRetry(c, c.Saga.Slices!.Where(slice => slice is { Landed: null, AskedAt: 0 }).Max(slice => slice.Tries), StageNames.Extract);
    }

    private async Task SetRetry(BehaviorContext<TableTransferState> c, int failedTry, string stage)
    {
        var table = c.Saga;
        var delay = _options.DelayAfter(failedTry);
        Log.TransferRetried(_logger, table.RunId, table.Attempt, table.Source, table.Table, stage, failedTry, delay, table.LastFault);
        await SagaTimer.Set(c, Retry, _time.GetUtcNow(), delay, new StageRetryDue { SagaId = table.CorrelationId, Step = table.Step });
    }

    private Task FailExtract(BehaviorContext<TableTransferState> c) => Fail(c, StageNames.Extract);

    private Task FailLoad(BehaviorContext<TableTransferState> c) => Fail(c, StageNames.Load);

    private async Task Fail(BehaviorContext<TableTransferState> c, string stage)
    {
        c.Saga.Step++;
        await ClearTimers(c);
        await c.Publish(c.Saga.Failure(stage), c.CancellationToken);
    }

    /// <summary>A suspended run was resumed: what is in landing stays there, only what is missing is asked for.</summary>
    private async Task Resume(BehaviorContext<TableTransferState> c)
    {
        var table = c.Saga;
        (table.Try, table.Terminal) = (1, false);
        if (table.Slices is null)
        {
            await AskPlan(c);
            await c.TransitionToState(Planning);
        }
        else if (IsLanded(c))
        {
            await (table.SegmentUid.Length == 0 ? Load(c) : AskLoad(c)); // the last slice may have landed after the failure
            await c.TransitionToState(Loading);
        }
        else
        {
            table.Slices.ForEach(slice => (slice.Tries, slice.AskedAt) = (0, 0));
            await ExtractMissing(c);
            await c.TransitionToState(Extracting);
        }
    }

    private async Task Finish(BehaviorContext<TableTransferState, TableLoaded> c)
    {
        await ClearTimers(c);
        await c.Publish(c.Saga.Transferred(c.Message), c.CancellationToken);
    }

    private async Task ClearTimers(BehaviorContext<TableTransferState> c)
    {
        await SagaTimer.Clear(c, Deadline);
        await SagaTimer.Clear(c, Retry);
    }
}
