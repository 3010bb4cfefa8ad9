using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>One night of a pipeline, from its request to the notified end. It says who does what next and does no ETL work itself.</summary>
/// <remarks>
/// Every question carries the saga's step and every timer too, so a late fault or firing is known by an old step. Answers carry
/// their attempt and what they are about (candidate, release, outcome). Whatever is not in the table below came late or twice.
/// </remarks>
public sealed partial class NightlyRunStateMachine : MassTransitStateMachine<NightlyRunState>
{
    private readonly TimeProvider _time;
    private readonly SagaOptions _options;
    private readonly ILogger<NightlyRunStateMachine> _logger;

    public State Requested { get; private set; } = null!;
    public State WaitingForSource { get; private set; } = null!;
    public State Transferring { get; private set; } = null!;
    public State Transforming { get; private set; } = null!;
    public State Checking { get; private set; } = null!;
    public State Publishing { get; private set; } = null!;
    public State Inquiring { get; private set; } = null!;
    public State Suspended { get; private set; } = null!;
    public State Compensating { get; private set; } = null!;
    public State Closing { get; private set; } = null!;
    public State Notifying { get; private set; } = null!;
    public State Completed { get; private set; } = null!;
    public State Blocked { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Cancelled { get; private set; } = null!;
    public State CompensationFailed { get; private set; } = null!;

    public NightlyRunStateMachine(TimeProvider time, IOptions<SagaOptions> options, ILogger<NightlyRunStateMachine> logger)
    {
        (_time, _options, _logger) = (time, options.Value, logger);
        InstanceState(run => run.CurrentState);
        Correlate();
        OnUnhandledEvent(Absorb);

        Initially(
            When(RunRequested).ThenAsync(Accept).TransitionTo(Requested));

        During(Requested,
            When(AttemptOpened, c => c.Message.Attempt > c.Saga.LastAttempt).Then(c => c.Saga.Open(c.Message))
                .IfElse(MustEnd, end => end.ThenAsync(Compensate).TransitionTo(Compensating), go => go.ThenAsync(Start).TransitionTo(WaitingForSource)),
            When(AttemptDeclined, c => c.Message.Request == c.Saga.Request).ThenAsync(Decline),
            OnOperator(CancelRequested).Then(NoteCancel),
            OnTrouble(OpenFaulted, GiveUp));

        During(WaitingForSource,
            On(SourceReady).ThenAsync(c => Done(c, string.Join("; ", c.Message.Evidence)))
                .IfElse(HasTables, some => some.ThenAsync(c => Begin(c, Work.Transfer)).TransitionTo(Transferring),
                    none => none.ThenAsync(SkipTransfer).ThenAsync(c => Begin(c, Work.Transform)).TransitionTo(Transforming)),
            On(SourceNotReady, (_, run) => run.Probing)
                .IfElse(IsTooLate, stop => stop.ThenAsync(MissSource).TransitionTo(Compensating), wait => wait.ThenAsync(ProbeLater)),
            When(NextProbe.Received, c => c.Message.Step == c.Saga.Step).ThenAsync(Ask),
            OnTrouble(ProbeFaulted, GiveUp));

        During(Transferring,
            On(TableExtracted).ThenAsync(c => TakeExtracted(c, c.Message.Source, c.Message.Table)),
            On(TableTransferred).ThenAsync(TakeTransferred)
                .If(IsTransferred, all => all.ThenAsync(c => Begin(c, Work.Transform)).TransitionTo(Transforming)),
            On(TableTransferFailed, (failed, run) => failed.Step == run.Step).ThenAsync(c => GiveUp(c, c.Message.Stage, c.Message.Reason)),
            OnTrouble(TransferFaulted, GiveUp));

        During(Transforming,
            On(CandidateSealed, (built, run) => built.Candidate.Uid == run.CandidateUid).Then(c => c.Saga.Candidate = c.Message.Candidate)
                .ThenAsync(Done).ThenAsync(c => Begin(c, Work.Quality)).TransitionTo(Checking),
            OnTrouble(BuildFaulted, GiveUp));

        During(Checking,
            On(VerdictReached, IsOfCandidate).Then(c => c.Saga.Verdict = c.Message.Verdict)
                .IfElse(c => c.Message.Verdict.Passed,
                    passed => passed.ThenAsync(Done).ThenAsync(c => Begin(c, Work.Publish)).TransitionTo(Publishing),
                    not => not.ThenAsync(Block).TransitionTo(Closing)),
            OnTrouble(CheckFaulted, GiveUp));

        During(Publishing,
            OnFault(PublishFaulted).ThenAsync(Inquire).TransitionTo(Inquiring),
            OnDeadline().ThenAsync(Inquire).TransitionTo(Inquiring),
            OnOperator(CancelRequested).Then(NoteCancel).ThenAsync(Inquire).TransitionTo(Inquiring),
            When(Retry.Received, c => c.Message.Step == c.Saga.Step).ThenAsync(Ask));

        During(Inquiring,
            On(ReleaseInquired, IsCurrentAnswer)
                .IfElse(c => c.Message.Published, published => published.ThenAsync(Complete).TransitionTo(Closing), not => not.ThenAsync(PublishAgainOrEnd)),
            OnOperator(CancelRequested).Then(NoteCancel),
            OnTrouble(InquireFaulted, GiveUpUnknown));

        During([Publishing, Inquiring],
            On(BaseStale, (stale, run) => stale.Release == run.Release).ThenAsync(RebuildOrEnd));

        During([Publishing, Inquiring, Suspended],
            On(ReleasePublished, (published, run) => published.Release == run.Release).ThenAsync(Complete).TransitionTo(Closing));

        During(Suspended,
            OnOperator(ResumeRequested).ThenAsync(Resume),
            OnOperator(CancelRequested).Then(NoteCancel).ThenAsync(EndSafely),
            When(Suspension.Received, c => c.Message.Step == c.Saga.Step).Then(c => c.Saga.Ending = nameof(Failed)).ThenAsync(EndSafely),
            On(TableExtracted).ThenAsync(c => TakeExtracted(c, c.Message.Source, c.Message.Table)),
            On(TableTransferred).ThenAsync(TakeTransferred));

        During([WaitingForSource, Transferring, Transforming, Checking],
            OnOperator(CancelRequested).Then(NoteCancel).ThenAsync(ReportCancelled).ThenAsync(Compensate).TransitionTo(Compensating));

        During(Compensating,
            On(AttemptDiscarded, IsAwaited).Then(c => c.Saga.Discarded.Add(c.Message.Service))
                .If(IsDiscarded, all => all.ThenAsync(c => Close(c, c.Saga.Ending!)).TransitionTo(Closing)),
            On(DiscardRefused).ThenAsync(c => LeaveEffects(c, $"{c.Message.Service} could not remove its effects: {c.Message.Reason}")).TransitionTo(Closing),
            OnFault(DiscardFaulted).ThenAsync(c => LeaveEffects(c, c.Message.Reason())).TransitionTo(Closing),
            OnDeadline().ThenAsync(c => LeaveEffects(c, Undiscarded(c.Saga))).TransitionTo(Closing));

        During(Closing,
            On(AttemptClosed, (closed, run) => closed.State == run.Outcome).ThenAsync(c => Begin(c, Work.Notify)).TransitionTo(Notifying),
            OnTrouble(CloseFaulted, LeaveOpen));

        During(Notifying,
            On(NotificationSent, (sent, run) => sent.State == run.Outcome).ThenAsync(Done).ThenAsync(Finish),
            OnTrouble(NotifyFaulted, FinishUnnotified));

        During([Completed, Blocked, Failed, Cancelled, CompensationFailed],
            When(RunRequested, c => c.Saga.RequestedBy != c.MessageId).ThenAsync(Accept).TransitionTo(Requested));
    }

    /// <summary>A fault or timeout of the step in hand: again after a wait, as often as its limits say; then <paramref name="giveUp"/>.</summary>
    private Together<NightlyRunState> OnTrouble<T>(Event<Fault<T>> fault, Func<BehaviorContext<NightlyRunState>, Task> giveUp) where T : StageCommand =>
        new(
            OnFault(fault).IfElse(MayRetry, again => again.ThenAsync(RetryLater), no => no.ThenAsync(giveUp)),
            OnDeadline().IfElse(MayRetry, again => again.ThenAsync(RetryLater), no => no.ThenAsync(giveUp)),
            When(Retry.Received, c => c.Message.Step == c.Saga.Step).ThenAsync(Ask));

    private Task Absorb(UnhandledEventContext<NightlyRunState> context)
    {
        Log.EventAbsorbed(_logger, "run", context.Saga.CorrelationId, context.Event.Name, context.CurrentState.Name);
        return Task.CompletedTask;
    }
}
