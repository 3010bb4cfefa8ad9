using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Where a letter's run stands, and so what a replay of the letter would mean.</summary>
/// <remarks>A run that is suspended on the letter's work asks for it anew; a saga that still waits for this very message gets it; otherwise the run has moved on.</remarks>
internal static class Standing
{
    private const string Discard = "discard the letter";

    private static readonly string[] Ends =
    [
        nameof(NightlyRunStateMachine.Completed), nameof(NightlyRunStateMachine.Blocked), nameof(NightlyRunStateMachine.Failed),
        nameof(NightlyRunStateMachine.Cancelled), nameof(NightlyRunStateMachine.CompensationFailed),
    ];

    /// <param name="content">What the letter says.</param>
    /// <param name="run">The letter's run; null when none is known.</param>
    /// <param name="transfer">The transfer of the letter's table; null when it names none, or none is known.</param>
    /// <param name="runIsNewer">Whether the run has changed since the letter was written.</param>
    public static ReplayPlan Of(LetterContent content, NightlyRunState? run, TableTransferState? transfer, bool runIsNewer) => content switch
    {
        { Type: null } => ReplayPlan.Resend, // a newer version may understand it
        { SagaId: { } saga } => OfDeadline(content, saga, run, transfer),
        { IsFault: false } when content.Type == typeof(RequestRun) => OfRequest(content, run, runIsNewer),
        _ when run is null => ReplayPlan.Refuse($"the run {content.RunId} is not known here; {Discard}"),
        _ => OfRun(content, run, transfer),
    };

    private static ReplayPlan OfDeadline(LetterContent content, Guid saga, NightlyRunState? run, TableTransferState? transfer)
    {
        var step = saga == run?.CorrelationId ? run.Step : saga == transfer?.CorrelationId ? transfer.Step : (int?)null;
        return step == content.Step ? ReplayPlan.Resend : ReplayPlan.Refuse($"the deadline is of step {content.Step}, the saga is at step {step}; {Discard}");
    }

    private static ReplayPlan OfRequest(LetterContent content, NightlyRunState? run, bool runIsNewer) => run switch
    {
        null => ReplayPlan.Resend,
        _ when run.RequestedBy == content.MessageId => ReplayPlan.Refuse($"the request was accepted after all; {Discard}"),
        _ when !Ends.Contains(run.CurrentState) => ReplayPlan.Refuse($"the run is active already ({run.CurrentState}); {Discard}"),
        _ when runIsNewer => ReplayPlan.Refuse($"the run was started again since and ended as {run.CurrentState}; {Discard}, or start the run again"),
        _ => ReplayPlan.Resend,
    };

    private static ReplayPlan OfRun(LetterContent content, NightlyRunState run, TableTransferState? transfer)
    {
        var isCommand = content.Type!.IsAssignableTo(typeof(StageCommand));
        var isLastWord = content is { IsFault: false } && content.Type == typeof(SendNotification) && content.Attempt == run.Attempt && content.Step == run.Step;
        if (Ends.Contains(run.CurrentState))
            return isLastWord ? ReplayPlan.Resend : ReplayPlan.Refuse($"attempt {run.LastAttempt} of the run has ended as {run.CurrentState}; {Discard}, or start the run again");
        if (!IsOfAttempt(content, run))
            return ReplayPlan.Refuse($"the letter is of attempt {content.Attempt}, the run is at attempt {run.Attempt}; {Discard}");
        if (!isCommand || Awaits(content, run, transfer))
            return ReplayPlan.Resend; // of events the saga knows itself which are late
        if (run.CurrentState != nameof(NightlyRunStateMachine.Suspended))
            return ReplayPlan.Refuse(run.Ending is null
                ? $"the run has gone on by itself: it is {run.CurrentState} at step {run.Step}, the letter is of step {content.Step}; wait for it"
                : $"the run is being ended ({run.Reason}), its effects are removed; {Discard}");
        return IsSuspendedOn(content, run, transfer)
            ? ReplayPlan.Resume
            : ReplayPlan.Refuse($"the run is suspended for something else ({run.FailedStage}: {run.Reason}); resume the run, or {Discard}");
    }

    /// <summary>0 is whichever attempt is active; an answer may give the run its attempt.</summary>
    private static bool IsOfAttempt(LetterContent content, NightlyRunState run) =>
        content.Attempt == run.Attempt
        || (content.Attempt == 0 && (content.Type == typeof(CancelRun) || content.Type == typeof(ResumeRun)))
        || (run.CurrentState == nameof(NightlyRunStateMachine.Requested) && (content.Type == typeof(AttemptDeclined) || (content.Type == typeof(AttemptOpened) && content.Attempt > run.LastAttempt)));

    /// <summary>Whether the saga that asked still waits for just this.</summary>
    private static bool Awaits(LetterContent content, NightlyRunState run, TableTransferState? transfer) => content.Type!.Name switch
    {
        nameof(PlanTable) => transfer?.CurrentState == nameof(TableTransferStateMachine.Planning) && transfer.Step == content.Step,
        nameof(ExtractSlice) => transfer?.CurrentState == nameof(TableTransferStateMachine.Extracting) && transfer.Missing(content.Slice ?? 0)?.AskedAt == content.Step,
        nameof(LoadTable) => transfer?.CurrentState == nameof(TableTransferStateMachine.Loading) && transfer.Step == content.Step,
        _ => content.Step == run.Step,
    };

    private static bool IsSuspendedOn(LetterContent content, NightlyRunState run, TableTransferState? transfer) => (content.Type!.Name, run.Work) switch
    {
        (nameof(OpenAttempt), Work.Open) => true,
        (nameof(ProbeSource), Work.Source) => true,
        (nameof(TransferTable), Work.Transfer) => run.Find(content.Source ?? "", content.Table ?? "") is { Segment: null },
        (nameof(PlanTable) or nameof(ExtractSlice) or nameof(LoadTable), Work.Transfer) => transfer?.CurrentState == nameof(TableTransferStateMachine.Failed),
        (nameof(BuildCandidate), Work.Transform) => true,
        (nameof(CheckCandidate), Work.Quality) => true,
        (nameof(PublishRelease) or nameof(InquireRelease), Work.Publish or Work.Inquire) => true,
        _ => false,
    };
}
