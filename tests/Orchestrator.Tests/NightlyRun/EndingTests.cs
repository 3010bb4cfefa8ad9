using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>Blocked nights, compensation, and the steps after the outcome.</summary>
public sealed class EndingTests
{
    [Fact]
    [States(typeof(Machine), Enters = ["Blocked"])]
    public void VerdictThatDoesNotPass_BlocksAndPublishesNothing()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<CheckCandidate>(check => New.VerdictReached(check, passed: false));

        night.Settle();

        Assert.Equal("Blocked", night.State);
        Assert.Equal(["1 order has negative revenue"], Assert.Single(night.All<RunBlocked>()).Verdict.Failures);
        Assert.Empty(night.All<PublishRelease>());
        Assert.Empty(night.All<DiscardAttempt>());
        Assert.Equal("Blocked", Assert.Single(night.All<CloseAttempt>()).State);
        Assert.Equal("Blocked", Assert.Single(night.All<SendNotification>()).Summary.State);
        Assert.Equal("running failed", night.Stage(StageNames.Quality));
        Assert.Equal("skipped", night.Stage(StageNames.Publish));
    }

    [Fact]
    public void VerdictOfAnotherFingerprint_IsIgnored()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<CheckCandidate>(check => New.VerdictReached(check with { Candidate = check.Candidate with { Fingerprint = "other" } }, passed: true));

        night.Settle();

        Assert.Equal("Checking", night.State);
    }

    [Fact]
    public void Compensation_WaitsForEveryServiceOnce()
    {
        var night = Failing();
        night.To("Compensating");
        night.Services.Next<DiscardAttempt>(_ => null);
        night.Settle();
        var discard = night.Last<DiscardAttempt>();

        foreach (var service in new[] { "extractor", "extractor", "loader", "notifier", "transformer" })
            night.Deliver(New.AttemptDiscarded(discard, service));
        Assert.Equal("Compensating", night.State);
        night.Deliver(New.AttemptDiscarded(discard, "quality-gate"));
        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Single(night.All<RunFailed>());
    }

    [Fact]
    [States(typeof(Machine), Enters = ["CompensationFailed"])]
    public void ServiceThatCannotRemoveItsEffects_EndsInCompensationFailed()
    {
        var night = Failing();
        night.Services.Next<DiscardAttempt>(New.CompensationFailed);

        night.Settle();

        AssertUncompensated(night, "loader could not remove its effects: the disk is read-only");
    }

    [Fact]
    public void FaultOfTheDiscard_EndsInCompensationFailed()
    {
        var night = Failing();
        night.Services.Next<DiscardAttempt>(Faults.Transient);

        night.Settle();

        AssertUncompensated(night, "the server was busy");
    }

    [Fact]
    public void DiscardThatTakesTooLong_EndsInCompensationFailed()
    {
        var night = Failing();
        night.Services.Next<DiscardAttempt>(discard => New.AttemptDiscarded(discard, "loader"));
        night.Settle();

        night.Fire<StageDeadline>();
        night.Settle();

        AssertUncompensated(night, "extractor, transformer, quality-gate did not answer in time");
    }

    [Fact]
    public void CancelledRunWhoseEffectsStay_IsNotCalledCancelled()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Transforming");
        night.Services.Next<DiscardAttempt>(New.CompensationFailed);

        night.Deliver(New.CancelRun(night.Last<BuildCandidate>()));
        night.Settle();

        AssertUncompensated(night, "Ctrl-C");
        Assert.Empty(night.All<RunCancelled>());
    }

    [Fact]
    public void AttemptThatCannotBeClosed_KeepsTheOutcome()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<CloseAttempt>(Faults.Terminal);

        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<RunCompleted>());
    }

    [Fact]
    public void NotificationThatFails_NeverUnpublishes()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<SendNotification>(Faults.Transient, Faults.Transient);

        night.Settle().Retry();

        Assert.Equal("Completed", night.State);
        Assert.Equal("running retrying failed", night.Stage(StageNames.Notify));
        Assert.Empty(night.All<DiscardAttempt>());
    }

    [Fact]
    public void TerminalEvent_ComesAfterTheAttemptIsClosedAndToldOf()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Notifying");

        Assert.Single(night.All<AttemptClosed>());
        Assert.Empty(night.All<RunCompleted>());
        night.Settle();

        Assert.Single(night.All<RunCompleted>());
    }

    private static NightDriver Failing()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        return night;
    }

    private static void AssertUncompensated(NightDriver night, string reason)
    {
        Assert.Equal("CompensationFailed", night.State);
        var failed = Assert.Single(night.All<RunFailed>());
        Assert.False(failed.Compensated);
        Assert.Contains(reason, failed.Reason);
        Assert.Equal("Failed", night.Last<CloseAttempt>().State);
    }
}
