using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>The sensor: asked every minute, given up two minutes after the start.</summary>
public sealed class SourceTests
{
    [Fact]
    public void SourceThatIsNotReady_IsAskedAgainAMinuteLater()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ProbeSource>(New.SourceNotReady);
        var start = night.Time.Now;

        night.Settle();
        Assert.Equal("WaitingForSource", night.State);
        night.Fire<ProbeDue>();
        night.Settle();

        Assert.Equal(start + Plans.Embedded.ProbeEvery, night.Time.Now);
        Assert.Equal(2, night.All<ProbeSource>().Count);
        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void SourceThatIsNeverReady_FailsAtItsCutOffWithTheReason()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<ProbeSource>(New.SourceNotReady, New.SourceNotReady, New.SourceNotReady);

        night.Settle();
        night.Fire<ProbeDue>();
        night.Settle();
        night.Fire<ProbeDue>();
        night.Settle();

        Assert.Equal("Failed", night.State);
        var failed = Assert.Single(night.All<RunFailed>());
        Assert.Equal((StageNames.Source, "the source was not ready in time: no file yet"), (failed.Stage, failed.Reason));
        Assert.Equal(3, night.All<ProbeSource>().Count);
        Assert.Empty(night.All<TransferTable>());
    }

    [Fact]
    public void PlanThatWaitsForNothing_AsksOnce()
    {
        var night = NightDriver.Of(Plans.Embedded with { GiveUpAfter = TimeSpan.Zero });
        night.Services.Next<ProbeSource>(New.SourceNotReady);

        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Single(night.All<ProbeSource>());
    }

    [Fact]
    public void NotReadyToldTwice_WaitsOnce()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ProbeSource>(New.SourceNotReady);
        night.Settle();

        night.Deliver(night.Last<SourceNotReady>());

        Assert.Single(night.Scheduled, pending => pending.Message is ProbeDue);
    }

    [Fact]
    public void ProbeThatIsDueTwice_AsksOnce()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ProbeSource>(New.SourceNotReady, _ => null);
        night.Settle();

        var due = night.Fire<ProbeDue>();
        night.Deliver(due);
        night.Settle();

        Assert.Equal(2, night.All<ProbeSource>().Count);
    }

    [Fact]
    public void DeadlineWhileTheNextProbeWaits_ChangesNothing()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ProbeSource>(New.SourceNotReady);
        night.Settle();

        night.Deliver(night.Scheduled.Last(pending => pending.Message is StageDeadline).Message);
        night.Fire<ProbeDue>();
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.DoesNotContain(night.Scheduled, pending => pending.Message is StageRetryDue);
    }
}
