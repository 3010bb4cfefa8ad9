using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <content>What the run hears, and how it is known to be meant.</content>
public sealed partial class NightlyRunStateMachine
{
    public Event<RequestRun> RunRequested { get; private set; } = null!;
    public Event<CancelRun> CancelRequested { get; private set; } = null!;
    public Event<ResumeRun> ResumeRequested { get; private set; } = null!;
    public Event<AttemptOpened> AttemptOpened { get; private set; } = null!;
    public Event<AttemptDeclined> AttemptDeclined { get; private set; } = null!;
    public Event<SourceReady> SourceReady { get; private set; } = null!;
    public Event<SourceNotReady> SourceNotReady { get; private set; } = null!;
    public Event<TableExtracted> TableExtracted { get; private set; } = null!;
    public Event<TableTransferred> TableTransferred { get; private set; } = null!;
    public Event<TableTransferFailed> TableTransferFailed { get; private set; } = null!;
    public Event<CandidateSealed> CandidateSealed { get; private set; } = null!;
    public Event<VerdictReached> VerdictReached { get; private set; } = null!;
    public Event<ReleasePublished> ReleasePublished { get; private set; } = null!;
    public Event<BaseStale> BaseStale { get; private set; } = null!;
    public Event<ReleaseInquired> ReleaseInquired { get; private set; } = null!;
    public Event<AttemptDiscarded> AttemptDiscarded { get; private set; } = null!;
    public Event<CompensationFailed> DiscardRefused { get; private set; } = null!;
    public Event<AttemptClosed> AttemptClosed { get; private set; } = null!;
    public Event<NotificationSent> NotificationSent { get; private set; } = null!;

    public Event<Fault<OpenAttempt>> OpenFaulted { get; private set; } = null!;
    public Event<Fault<ProbeSource>> ProbeFaulted { get; private set; } = null!;
    public Event<Fault<TransferTable>> TransferFaulted { get; private set; } = null!;
    public Event<Fault<BuildCandidate>> BuildFaulted { get; private set; } = null!;
    public Event<Fault<CheckCandidate>> CheckFaulted { get; private set; } = null!;
    public Event<Fault<PublishRelease>> PublishFaulted { get; private set; } = null!;
    public Event<Fault<InquireRelease>> InquireFaulted { get; private set; } = null!;
    public Event<Fault<DiscardAttempt>> DiscardFaulted { get; private set; } = null!;
    public Event<Fault<CloseAttempt>> CloseFaulted { get; private set; } = null!;
    public Event<Fault<SendNotification>> NotifyFaulted { get; private set; } = null!;

    public Schedule<NightlyRunState, StageDeadline> Deadline { get; private set; } = null!;
    public Schedule<NightlyRunState, StageRetryDue> Retry { get; private set; } = null!;
    public Schedule<NightlyRunState, ProbeDue> NextProbe { get; private set; } = null!;
    public Schedule<NightlyRunState, SuspensionExpired> Suspension { get; private set; } = null!;

    private void Correlate()
    {
        Event(() => RunRequested, e => e.CorrelateById(c => c.Message.RunId));
        Event(() => CancelRequested, OfRun);
        Event(() => ResumeRequested, OfRun);
        Event(() => AttemptOpened, OfRun);
        Event(() => AttemptDeclined, OfRun);
        Event(() => SourceReady, OfRun);
        Event(() => SourceNotReady, OfRun);
        Event(() => TableExtracted, OfRun);
        Event(() => TableTransferred, OfRun);
        Event(() => TableTransferFailed, OfRun);
        Event(() => CandidateSealed, OfRun);
        Event(() => VerdictReached, OfRun);
        Event(() => ReleasePublished, OfRun);
        Event(() => BaseStale, OfRun);
        Event(() => ReleaseInquired, OfRun);
        Event(() => AttemptDiscarded, OfRun);
        Event(() => DiscardRefused, OfRun);
        Event(() => AttemptClosed, OfRun);
        Event(() => NotificationSent, OfRun);

        Event(() => OpenFaulted, FaultOfRun);
        Event(() => ProbeFaulted, FaultOfRun);
        Event(() => TransferFaulted, FaultOfRun);
        Event(() => BuildFaulted, FaultOfRun);
        Event(() => CheckFaulted, FaultOfRun);
        Event(() => PublishFaulted, FaultOfRun);
        Event(() => InquireFaulted, FaultOfRun);
        Event(() => DiscardFaulted, FaultOfRun);
        Event(() => CloseFaulted, FaultOfRun);
        Event(() => NotifyFaulted, FaultOfRun);

        Schedule(() => Deadline, run => run.DeadlineToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
        Schedule(() => Retry, run => run.RetryToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
        Schedule(() => NextProbe, run => run.ProbeToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
        Schedule(() => Suspension, run => run.SuspensionToken, s => s.Received = e => e.CorrelateById(c => c.Message.SagaId).OnMissingInstance(m => m.Discard()));
    }

    private static void OfRun<T>(IEventCorrelationConfigurator<NightlyRunState, T> e) where T : RunMessage =>
        e.CorrelateById(c => c.Message.RunId).OnMissingInstance(m => m.Discard());

    private static void FaultOfRun<T>(IEventCorrelationConfigurator<NightlyRunState, Fault<T>> e) where T : StageCommand =>
        e.CorrelateById(c => c.Message.Message.RunId).OnMissingInstance(m => m.Discard());

    /// <summary>An event of the attempt in hand; those of other attempts are old news.</summary>
    private EventActivityBinder<NightlyRunState, T> On<T>(Event<T> e) where T : RunMessage =>
        When(e, c => c.Message.Attempt == c.Saga.Attempt);

    private EventActivityBinder<NightlyRunState, T> On<T>(Event<T> e, Func<T, NightlyRunState, bool> isMeant) where T : RunMessage =>
        When(e, c => c.Message.Attempt == c.Saga.Attempt && isMeant(c.Message, c.Saga));

    /// <summary>What an operator asks, of the attempt in hand or, with 0, of whichever is active.</summary>
    private EventActivityBinder<NightlyRunState, T> OnOperator<T>(Event<T> e) where T : RunMessage =>
        When(e, c => c.Message.Attempt == 0 || c.Message.Attempt == c.Saga.Attempt);

    /// <summary>A fault of the step in hand; the reason is noted.</summary>
    private EventActivityBinder<NightlyRunState, Fault<T>> OnFault<T>(Event<Fault<T>> e) where T : StageCommand =>
        When(e, c => c.Message.Message.Step == c.Saga.Step)
            .Then(c => (c.Saga.LastFault, c.Saga.Terminal) = (c.Message.Reason(), c.Message.IsTerminal()));

    /// <summary>The deadline of the step in hand; the reason is noted.</summary>
    private EventActivityBinder<NightlyRunState, StageDeadline> OnDeadline() =>
        When(Deadline.Received, c => c.Message.Step == c.Saga.Step).Then(NoteTimeout);
}
