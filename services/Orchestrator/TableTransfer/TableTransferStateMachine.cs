using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <summary>One table of one attempt: planned, extracted slice by slice in any order, loaded. The night's row stays out of it.</summary>
/// <remarks>A slice is accepted once, the first result wins. Whatever is not in the table below came late or twice.</remarks>
public sealed partial class TableTransferStateMachine : MassTransitStateMachine<TableTransferState>
{
    private readonly TimeProvider _time;
    private readonly SagaOptions _options;
    private readonly ILogger<TableTransferStateMachine> _logger;

    public State Planning { get; private set; } = null!;
    public State Extracting { get; private set; } = null!;
    public State Loading { get; private set; } = null!;
    public State Loaded { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Discarded { get; private set; } = null!;

    public TableTransferStateMachine(TimeProvider time, IOptions<SagaOptions> options, ILogger<TableTransferStateMachine> logger)
    {
        (_time, _options, _logger) = (time, options.Value, logger);
        InstanceState(table => table.CurrentState);
        Correlate();
        OnUnhandledEvent(Absorb);

        Initially(
            When(TransferRequested).Then(c => c.Saga.Accept(c.Message)).ThenAsync(Plan).TransitionTo(Planning),
            When(StopRequested).Then(c => c.Saga.Accept(c.Message)).TransitionTo(Discarded));

        During(Planning,
            When(TablePlanned).Then(c => c.Saga.TakePlan(c.Message))
                .IfElse(IsLanded, none => none.ThenAsync(Load).TransitionTo(Loading), some => some.ThenAsync(ExtractMissing).TransitionTo(Extracting)),
            OnFault(PlanFaulted).IfElse(c => MayRetry(c.Saga, c.Saga.Extract), again => again.ThenAsync(RetryLater), no => no.ThenAsync(FailExtract).TransitionTo(Failed)),
            OnDeadline().IfElse(c => MayRetry(c.Saga, c.Saga.Extract), again => again.ThenAsync(RetryLater), no => no.ThenAsync(FailExtract).TransitionTo(Failed)),
            OnRetry().ThenAsync(AskPlan));

        During(Extracting,
            When(SliceExtracted, c => c.Saga.Missing(c.Message.K) is not null)
                .Then(c => c.Saga.Missing(c.Message.K)!.Landed = c.Message.Landed)
                .If(IsLanded, all => all.ThenAsync(Load).TransitionTo(Loading)),
            When(SliceFaulted, c => c.Saga.Missing(c.Message.Message.K)?.AskedAt == c.Message.Message.Step).Then(NoteFault)
                .Then(c => c.Saga.Missing(c.Message.Message.K)!.AskedAt = 0)
                .IfElse(MayRetrySlices, again => again.ThenAsync(RetrySlicesLater), no => no.ThenAsync(FailExtract).TransitionTo(Failed)),
            OnDeadline().Then(c => c.Saga.Slices!.ForEach(slice => slice.AskedAt = 0))
                .IfElse(MayRetrySlices, again => again.ThenAsync(RetrySlicesLater), no => no.ThenAsync(FailExtract).TransitionTo(Failed)),
            OnRetry().ThenAsync(ExtractMissing));

        During(Loading,
            When(TableLoaded, c => c.Message.Segment.Uid == c.Saga.SegmentUid).ThenAsync(Finish).TransitionTo(Loaded),
            OnFault(LoadFaulted).IfElse(c => MayRetry(c.Saga, c.Saga.Load), again => again.ThenAsync(RetryLater), no => no.ThenAsync(FailLoad).TransitionTo(Failed)),
            OnDeadline().IfElse(c => MayRetry(c.Saga, c.Saga.Load), again => again.ThenAsync(RetryLater), no => no.ThenAsync(FailLoad).TransitionTo(Failed)),
            OnRetry().ThenAsync(AskLoad));

        During(Failed,
            When(SliceExtracted, c => c.Saga.Missing(c.Message.K) is not null).Then(c => c.Saga.Missing(c.Message.K)!.Landed = c.Message.Landed),
            When(TransferRequested, c => c.Message.Step > c.Saga.AskedBy).Then(c => c.Saga.Accept(c.Message)).ThenAsync(Resume));

        During([Planning, Extracting, Loading],
            When(TransferRequested, c => c.Message.Step > c.Saga.AskedBy).Then(c => c.Saga.AskedBy = c.Message.Step));

        During([Planning, Extracting, Loading, Loaded, Failed],
            When(StopRequested).ThenAsync(ClearTimers).TransitionTo(Discarded));
    }

    private static bool IsLanded(BehaviorContext<TableTransferState> c) => c.Saga.Slices!.TrueForAll(slice => slice.Landed is not null);

    private static bool MayRetry(TableTransferState table, StageLimits limits) => !table.Terminal && table.Try <= limits.Retries;

    private static bool MayRetrySlices(BehaviorContext<TableTransferState> c) =>
        !c.Saga.Terminal && c.Saga.Slices!.TrueForAll(slice => slice.Landed is not null || slice.AskedAt != 0 || slice.Tries <= c.Saga.Extract.Retries);

    private Task Absorb(UnhandledEventContext<TableTransferState> context)
    {
        Log.EventAbsorbed(_logger, "transfer", context.Saga.CorrelationId, context.Event.Name, context.CurrentState.Name);
        return Task.CompletedTask;
    }
}
