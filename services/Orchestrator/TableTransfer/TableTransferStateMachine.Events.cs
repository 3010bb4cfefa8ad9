using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <content>What a transfer hears; every event names its run, attempt, source and table, and these are its id.</content>
public sealed partial class TableTransferStateMachine
{
    public Event<TransferTable> TransferRequested { get; private set; } = null!;
    public Event<StopTransfer> StopRequested { get; private set; } = null!;
    public Event<TablePlanned> TablePlanned { get; private set; } = null!;
    public Event<SliceExtracted> SliceExtracted { get; private set; } = null!;
    public Event<TableLoaded> TableLoaded { get; private set; } = null!;

    public Event<Fault<PlanTable>> PlanFaulted { get; private set; } = null!;
    public Event<Fault<ExtractSlice>> SliceFaulted { get; private set; } = null!;
    public Event<Fault<LoadTable>> LoadFaulted { get; private set; } = null!;

    public Schedule<TableTransferState, StageDeadline> Deadline { get; private set; } = null!;
    public Schedule<TableTransferState, StageRetryDue> Retry { get; private set; } = null!;

    private void Correlate()
    {
        Event(() => TransferRequested, e => e.CorrelateById(c => IdOf(c.Message, c.Message.Source, c.Message.Table)));
        Event(() => StopRequested, e => e.CorrelateById(c => IdOf(c.Message, c.Message.Source, c.Message.Table)));
        Event(() => TablePlanned, e => e.CorrelateById(c => IdOf(c.Message, c.Message.Source, c.Message.Table)).OnMissingInstance(m => m.Discard()));
        Event(() => SliceExtracted, e => e.CorrelateById(c => IdOf(c.Message, c.Message.Source, c.Message.Table)).OnMissingInstance(m => m.Discard()));
        Event(() => TableLoaded, e => e.CorrelateById(c => IdOf(c.Message, c.Message.Source, c.Message.Table)).OnMissingInstance(m => m.Discard()));

        Event(() => PlanFaulted, e => e.CorrelateById(c => IdOf(c.Message.Message, c.Message.Message.Source, c.Message.Message.Table)).OnMissingInstance(m => m.Discard()));
        Event(() => SliceFaulted, e => e.CorrelateById(c => IdOf(c.Message.Message, c.Message.Message.Source, c.Message.Message.Table)).OnMissingInstance(m => m.Discard()));
        Event(() => LoadFaulted, e => e.CorrelateById(c => IdOf(c.Message.Message, c.Message.Message.Source, c.Message.Message.Table)).OnMissingInstance(m => m.Discard()));

        Schedule(() => Deadline, table => table.DeadlineToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
        Schedule(() => Retry, table => table.RetryToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
    }

    private static Guid IdOf(RunMessage message, string source, string table) => RunId.OfTransfer(message.RunId, message.Attempt, source, table);

    private static void NoteFault(BehaviorContext<TableTransferState, Fault<ExtractSlice>> c) =>
        (c.Saga.LastFault, c.Saga.Terminal) = ($"slice {c.Message.Message.K}: {c.Message.Reason()}", c.Message.IsTerminal());

    private EventActivityBinder<TableTransferState, Fault<T>> OnFault<T>(Event<Fault<T>> e) where T : StageCommand =>
        When(e, c => c.Message.Message.Step == c.Saga.Step)
            .Then(c => (c.Saga.LastFault, c.Saga.Terminal) = (c.Message.Reason(), c.Message.IsTerminal()));

    private EventActivityBinder<TableTransferState, StageDeadline> OnDeadline() =>
        When(Deadline.Received, c => c.Message.Step == c.Saga.Step)
            .Then(c => (c.Saga.LastFault, c.Saga.Terminal) = ($"no answer in time for {c.Saga.Source}.{c.Saga.Table}", false));

    private EventActivityBinder<TableTransferState, StageRetryDue> OnRetry() => When(Retry.Received, c => c.Message.Step == c.Saga.Step);
}
