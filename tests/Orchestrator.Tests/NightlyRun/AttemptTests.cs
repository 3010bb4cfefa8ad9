using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>Requests of runs that are active or over, and what late messages of an attempt do to the next.</summary>
public sealed class AttemptTests
{
    [Theory]
    [InlineData("Requested")]
    [InlineData("Transferring")]
    [InlineData("Notifying")]
    public void SecondRequestOfAnActiveRun_IsAbsorbed(string state)
    {
        var night = NightDriver.Of(Plans.Embedded).To(state);

        night.Deliver(Plans.Request(Plans.Embedded, again: true));
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<RunStarted>());
        Assert.Single(night.All<RunCompleted>());
    }

    [Fact]
    public void RequestOfAPublishedDate_SaysSo()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();

        night.Deliver(Plans.Request(Plans.Embedded));
        night.Settle();

        Assert.Equal("Completed", night.State);
        var completed = night.Last<RunCompleted>();
        Assert.True(completed.AlreadyPublished);
        Assert.Equal("r-old", completed.Release);
        Assert.Single(night.All<BuildCandidate>());
        Assert.Single(night.All<SendNotification>());
    }

    [Fact]
    [States(typeof(Machine), Leaves = ["Completed"])]
    public void RequestAgainOfACompletedRun_MakesTheNextAttempt()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();

        night.Deliver(Plans.Request(Plans.Embedded, again: true));
        night.Settle();

        AssertSecondAttemptCompleted(night);
    }

    [Theory]
    [InlineData("Blocked")]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    [InlineData("CompensationFailed")]
    [States(typeof(Machine), Leaves = ["Blocked", "Failed", "Cancelled", "CompensationFailed"])]
    public void RequestOfARunThatDidNotPublish_MakesTheNextAttempt(string state)
    {
        var night = Ended(state);

        night.Deliver(Plans.Request(Plans.Embedded));
        night.Settle();

        AssertSecondAttemptCompleted(night);
    }

    [Fact]
    public void AttemptThatCouldNotBeClosed_IsNotGivenAgain()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Services.Next<CloseAttempt>(Faults.Terminal);
        night.Settle();
        Assert.Equal("Failed", night.State);

        night.Deliver(Plans.Request(Plans.Embedded));
        night.Settle();

        AssertSecondAttemptCompleted(night);
    }

    [Fact]
    public void RedeliveredRequest_DoesNotStartAnotherAttempt()
    {
        var night = new NightDriver();
        night.Services.Next<CheckCandidate>(check => New.VerdictReached(check, passed: false));
        var message = Guid.CreateVersion7();
        night.Deliver(Plans.Request(Plans.Embedded), message);
        night.Settle();

        night.Deliver(Plans.Request(Plans.Embedded), message);
        night.Settle();

        Assert.Equal("Blocked", night.State);
        Assert.Single(night.All<OpenAttempt>());
    }

    [Fact]
    public void EverythingOfTheFirstAttempt_LeavesTheSecondAlone()
    {
        var night = Ended("Failed");
        var late = night.All<RunMessage>().Where(message => message is not (RequestRun or CancelRun)).ToList();
        night.Deliver(Plans.Request(Plans.Embedded));

        foreach (var state in new[] { "Requested", "WaitingForSource", "Transferring", "Transforming", "Checking", "Publishing", "Closing", "Notifying" })
        {
            night.To(state);
            late.ForEach(message => night.Deliver(message));
            Assert.Equal(state, night.State);
        }

        night.Settle();
        AssertSecondAttemptCompleted(night);
    }

    [Fact]
    public void LateDeclineOfAnEarlierRequest_IsIgnored()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();
        night.Deliver(Plans.Request(Plans.Embedded));
        night.Settle();
        night.Deliver(Plans.Request(Plans.Embedded, again: true));

        night.Deliver(night.Last<AttemptDeclined>());
        night.Settle();

        AssertSecondAttemptCompleted(night);
    }

    [Fact]
    public void HeldPipeline_FailsWithTheReasonAndIsTold()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<OpenAttempt>(open => New.AttemptDeclined(open, DeclineReason.Held));

        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Equal("held by a revert", Assert.Single(night.All<RunFailed>()).Reason);
        Assert.Single(night.All<SendNotification>());
        Assert.Empty(night.All<DiscardAttempt>());
        Assert.Empty(night.All<CloseAttempt>());
    }

    private static NightDriver Ended(string state)
    {
        var night = NightDriver.Of(Plans.Embedded);
        if (state == "Blocked")
            night.Services.Next<CheckCandidate>(check => New.VerdictReached(check, passed: false));
        else if (state != "Cancelled")
            night.Services.Next<BuildCandidate>(Faults.Terminal);
        if (state == "CompensationFailed")
            night.Services.Next<DiscardAttempt>(New.CompensationFailed);
        if (state == "Cancelled")
            night.To("Checking").Deliver(New.CancelRun(night.Last<CheckCandidate>()));
        night.Settle();
        Assert.Equal(state, night.State);
        return night;
    }

    private static void AssertSecondAttemptCompleted(NightDriver night)
    {
        Assert.Equal("Completed", night.State);
        Assert.Equal(2, night.Last<RunCompleted>().Attempt);
        Assert.Equal(2, night.All<RunStarted>().Count);
    }
}
