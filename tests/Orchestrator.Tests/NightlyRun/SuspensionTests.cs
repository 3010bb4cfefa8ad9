using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>A run that may be kept after a fault: resumed, or ended when nobody did.</summary>
public sealed class SuspensionTests
{
    [Theory, MemberData(nameof(Trouble.StageNamesToTry), MemberType = typeof(Trouble))]
    [States(typeof(Machine), Enters = ["Suspended"], Leaves = ["Suspended"])]
    public void ResumedRun_GoesOnWithTheStageThatFailed(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Mesh);
        trouble.Next(night.Services, [Faults.TerminalOf]);
        night.Settle();

        Assert.Equal("Suspended", night.State);
        Assert.Equal((trouble.Stage, "the data is bad"), (night.Last<RunSuspended>().Stage, night.Last<RunSuspended>().Reason));
        Assert.Equal("Suspended", night.Last<SendNotification>().Summary.State);
        Assert.Empty(night.All<DiscardAttempt>());
        Resume(night);
        Assert.Equal(trouble.State, night.State);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<RunCompleted>());
        Assert.True(night.All<BuildCandidate>().Select(build => build.CandidateUid).Distinct().Count() <= 1);
    }

    [Fact]
    public void ResumedTransfer_AsksOnlyForWhatIsMissing()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<ExtractSlice>(Faults.Terminal);
        night.Settle();
        Assert.Equal("Suspended", night.State);
        Assert.Equal(6, night.All<ExtractSlice>().Count);

        Resume(night);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Equal(7, night.All<ExtractSlice>().Count);
        Assert.Equal(2, night.All<LoadTable>().Count);
        Assert.Equal(3, night.All<TransferTable>().Count);
    }

    [Fact]
    public void FailureOfBeforeTheResume_DoesNotFailTheResumedTransfer()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<ExtractSlice>(Faults.Terminal);
        night.Settle();
        Resume(night);

        night.Deliver(night.Last<TableTransferFailed>());
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void TablesThatFinishMeanwhile_AreKept()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PlanTable>(Faults.Terminal, _ => null);
        night.Settle();
        Assert.Equal("Suspended", night.State);

        night.Deliver(New.TablePlanned(night.All<PlanTable>().Single(plan => plan.Table == "customers"), 1));
        night.Settle();
        Resume(night);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<TransferTable>(), transfer => transfer.Table == "customers");
    }

    [Fact]
    public void ResumedPublish_IsAskedForFirst()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(Faults.Terminal);
        night.Settle();
        Assert.Equal("Suspended", night.State);

        Resume(night);
        Assert.Equal("Inquiring", night.State);
        night.Settle().Retry();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<PublishRelease>().Select(publish => publish.Release).Distinct());
    }

    [Fact]
    public void PublishOfUnknownFate_IsSuspendedAndFoundOnResume()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(night.Services.Unheard);
        night.Services.Next<InquireRelease>(Faults.Terminal);
        night.Settle();
        night.Fire<StageDeadline>();
        night.Settle();
        Assert.Equal("Suspended", night.State);

        Resume(night);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Empty(night.All<DiscardAttempt>());
    }

    [Fact]
    public void ReleaseThatIsPublishedAfterAll_CompletesTheSuspendedRun()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(Faults.Terminal);
        night.Settle();

        night.Deliver(New.ReleasePublished(night.Last<PublishRelease>()));
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void SuspensionThatExpires_CompensatesAndFails()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Settle();
        var suspended = night.Time.Now;

        night.Fire<SuspensionExpired>();
        night.Settle();

        Assert.Equal(suspended + Plans.Mesh.SuspendFor, night.Time.Now);
        Assert.Equal("Failed", night.State);
        Assert.Equal((StageNames.Transform, "the data is bad"), (night.Last<RunFailed>().Stage, night.Last<RunFailed>().Reason));
        Assert.Single(night.All<DiscardAttempt>());
    }

    [Fact]
    public void SuspensionThatExpiresAfterAPublishWasSent_AsksFirst()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<PublishRelease>(Faults.Terminal);
        night.Settle();

        night.Fire<SuspensionExpired>();
        Assert.Equal("Inquiring", night.State);
        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Single(night.All<DiscardAttempt>());
    }

    [Fact]
    public void ExpiryOfAnEarlierSuspension_IsIgnored()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<BuildCandidate>(Faults.Terminal, Faults.Terminal);
        night.Settle();
        var stale = night.Scheduled.Last(pending => pending.Message is SuspensionExpired).Message;
        Resume(night);
        night.Settle();
        Assert.Equal("Suspended", night.State);

        night.Deliver(stale);

        Assert.Equal("Suspended", night.State);
    }

    [Fact]
    public void NotificationOfTheSuspension_DoesNotEndTheResumedRun()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Settle();
        var told = night.Last<NotificationSent>();
        Resume(night);
        night.To("Notifying");

        night.Deliver(told);

        Assert.Equal("Notifying", night.State);
    }

    private static void Resume(NightDriver night) => night.Deliver(New.ResumeRun(Plans.Request(Plans.Mesh)));
}
