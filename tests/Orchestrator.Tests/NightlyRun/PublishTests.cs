using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>After PublishRelease was sent the warehouse is asked before anything else happens.</summary>
public sealed class PublishTests
{
    [Fact]
    [States(typeof(Machine), Enters = ["Inquiring"], Leaves = ["Inquiring"])]
    public void PublishWhoseAnswerIsLost_IsFoundPublished()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(night.Services.Unheard);
        night.Settle();

        night.Fire<StageDeadline>();
        Assert.Equal("Inquiring", night.State);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<PublishRelease>());
        Assert.Single(night.All<InquireRelease>());
        Assert.Empty(night.All<DiscardAttempt>());
    }

    [Fact]
    public void PublishThatFaulted_IsAskedForThenSentAgainAsTheSameRelease()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(Faults.Transient);

        night.Settle().Retry();

        Assert.Equal("Completed", night.State);
        Assert.Equal(2, night.All<PublishRelease>().Count);
        Assert.Single(night.All<PublishRelease>().Select(publish => publish.Release).Distinct());
        Assert.Equal("running retrying done", night.Stage(StageNames.Publish));
    }

    [Fact]
    public void PublishThatKeepsFaulting_FailsOnlyAfterItIsKnownNotToBePublished()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(Faults.Transient, Faults.Transient);

        night.Settle().Retry();

        Assert.Equal("Failed", night.State);
        Assert.Equal([false, false, true], night.All<InquireRelease>().Select(inquire => inquire.Forbid));
        Assert.Equal(StageNames.Publish, night.Last<RunFailed>().Stage);
    }

    [Fact]
    public void PublishThatIsRefusedForGood_IsNotSentAgain()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(Faults.Terminal);

        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Equal("the data is bad", night.Last<RunFailed>().Reason);
        Assert.Single(night.All<PublishRelease>());
        Assert.Equal([false, true], night.All<InquireRelease>().Select(inquire => inquire.Forbid));
    }

    [Fact]
    public void NoThatForbidsNothing_DoesNotEndTheRun()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(Faults.Terminal);
        night.Services.Next<InquireRelease>(inquire => New.ReleaseInquired(inquire, published: false), _ => null);
        night.Settle();

        night.Deliver(night.Last<ReleaseInquired>());

        Assert.Equal("Inquiring", night.State);
    }

    [Fact]
    public void AnswerThatComesWhileInquiring_Completes()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(_ => null);
        night.Services.Next<InquireRelease>(_ => null);
        night.Settle();
        night.Fire<StageDeadline>();
        night.Settle();

        night.Deliver(New.ReleasePublished(night.Last<PublishRelease>()));
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void InquiryWithoutAnswer_IsRepeated()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(night.Services.Unheard);
        night.Services.Next<InquireRelease>(_ => null);
        night.Settle();
        night.Fire<StageDeadline>();
        night.Settle();

        night.Fire<StageDeadline>();
        night.Retry();

        Assert.Equal("Completed", night.State);
        Assert.Equal(2, night.All<InquireRelease>().Count);
    }

    [Fact]
    public void PublishOfUnknownFate_RemovesNothing()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(Faults.Transient);
        night.Services.Next<InquireRelease>(Faults.Transient, Faults.Transient);

        night.Settle().Retry();

        Assert.Equal("CompensationFailed", night.State);
        Assert.Empty(night.All<DiscardAttempt>());
        Assert.Empty(night.All<CloseAttempt>());
        Assert.Contains("could not be learnt whether the release", night.Last<RunFailed>().Reason);
    }

    [Fact]
    public void StaleBase_BuildsAgainOnTheNewHead()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(New.BaseStale);

        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Equal(["head", "other"], night.All<BuildCandidate>().Select(build => build.Parent));
        Assert.Equal(2, night.All<BuildCandidate>().Select(build => build.CandidateUid).Distinct().Count());
        Assert.Equal(2, night.All<PublishRelease>().Select(publish => publish.Release).Distinct().Count());
        Assert.Equal(2, night.All<CheckCandidate>().Count);
    }

    [Fact]
    public void StaleBaseToldTwice_BuildsAgainOnce()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(New.BaseStale);
        night.Settle();

        night.Deliver(night.Last<BaseStale>());
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Equal(2, night.All<BuildCandidate>().Count);
    }

    [Fact]
    public void BaseThatIsStaleAgainAndAgain_Fails()
    {
        var night = NightDriver.Of(Plans.Embedded, new SagaOptions { MaxRebuilds = 2 });
        night.Services.Next<PublishRelease>(New.BaseStale, New.BaseStale, New.BaseStale);

        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Equal(3, night.All<BuildCandidate>().Count);
        Assert.Contains("3 times", night.Last<RunFailed>().Reason);
    }
}
