using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>CancelRun, in each state.</summary>
public sealed class CancelTests
{
    [Theory]
    [InlineData("Requested")]
    [InlineData("WaitingForSource")]
    [InlineData("Transferring")]
    [InlineData("Transforming")]
    [InlineData("Checking")]
    [States(typeof(Machine), Enters = ["Cancelled"])]
    public void CancelBeforePublishing_CompensatesAndEndsCancelled(string state)
    {
        var night = NightDriver.Of(Plans.Mesh).To(state);

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.Equal("Ctrl-C", Assert.Single(night.All<RunCancelled>()).Reason);
        Assert.Single(night.All<DiscardAttempt>());
        Assert.Equal("Cancelled", Assert.Single(night.All<CloseAttempt>()).State);
        Assert.Empty(night.All<PublishRelease>());
        Assert.All(night.Transfers, transfer => Assert.Equal("Discarded", transfer.CurrentState));
        Assert.Equal(state == "Transferring" ? "running failed" : state is "Requested" or "WaitingForSource" ? "skipped" : "running done", night.Stage(StageNames.Extract));
    }

    [Fact]
    public void CancelWhileWaitingForTheNextProbe_EndsAtOnce()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ProbeSource>(New.SourceNotReady);
        night.Settle();

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.All(night.Scheduled, pending => Assert.True(pending.Cancelled));
    }

    [Fact]
    public void CancelWhilePublishing_OfAReleaseThatIsPublished_Completes()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(night.Services.Unheard);
        night.To("Publishing").Settle();

        night.Deliver(Cancel());
        Assert.Equal("Inquiring", night.State);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Empty(night.All<DiscardAttempt>());
    }

    [Fact]
    public void CancelWhilePublishing_OfAReleaseThatIsNotPublished_EndsCancelled()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(_ => null);
        night.To("Publishing").Settle();

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.True(Assert.Single(night.All<InquireRelease>()).Forbid);
        Assert.Single(night.All<PublishRelease>());
    }

    [Fact]
    public void CancelWhileInquiring_IsKeptInMind()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(Faults.Transient);
        night.To("Inquiring");

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
    }

    [Fact]
    public void CancelAndStaleBase_EndsCancelled()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(_ => null);
        night.Services.Next<InquireRelease>(_ => null);
        night.To("Publishing").Settle();

        night.Deliver(Cancel());
        night.Deliver(New.BaseStale(night.Last<PublishRelease>()));
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.Single(night.All<BuildCandidate>());
    }

    [Theory]
    [InlineData("Closing")]
    [InlineData("Notifying")]
    [InlineData("Completed")]
    public void CancelAfterTheOutcome_ChangesNothing(string state)
    {
        var night = NightDriver.Of(Plans.Embedded).To(state);

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<RunCompleted>());
    }

    [Fact]
    public void CancelWhileCompensating_StaysAFailure()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.To("Compensating");

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Failed", night.State);
    }

    [Fact]
    public void CancelOfAnotherAttempt_IsIgnored()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Transforming");

        night.Deliver(Cancel() with { Attempt = 7 });
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void CancelOfASuspendedRun_CompensatesAndEndsCancelled()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Settle();

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.DoesNotContain(night.Scheduled, pending => pending is { Cancelled: false, Message: SuspensionExpired });
    }

    [Fact]
    public void CancelWhenTheAttemptIsDeclined_EndsCancelled()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<OpenAttempt>(open => New.AttemptDeclined(open, DeclineReason.AlreadyPublished));
        night.To("Requested");

        night.Deliver(Cancel());
        night.Settle();

        Assert.Equal("Cancelled", night.State);
        Assert.Empty(night.All<DiscardAttempt>());
    }

    private static CancelRun Cancel() => New.CancelRun(Plans.Request(Plans.Embedded));
}
