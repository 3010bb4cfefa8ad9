using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>A night without trouble, step by step.</summary>
public sealed class HappyNightTests
{
    [Fact]
    [States(typeof(Machine),
        Enters = ["Requested", "WaitingForSource", "Transferring", "Transforming", "Checking", "Publishing", "Closing", "Notifying", "Completed"],
        Leaves = ["Requested", "WaitingForSource", "Transferring", "Transforming", "Checking", "Publishing", "Closing", "Notifying"])]
    public void RequestRun_PassesThroughEveryStageToCompleted()
    {
        var night = NightDriver.Of(Plans.Embedded);

        foreach (var state in new[] { "Requested", "WaitingForSource", "Transferring", "Transforming", "Checking", "Publishing", "Closing", "Notifying", "Completed" })
            night.To(state);
        night.Settle();

        var completed = Assert.Single(night.All<RunCompleted>());
        Assert.Equal(night.Last<PublishRelease>().Release, completed.Release);
        Assert.False(completed.AlreadyPublished);
        Assert.Equal("Completed", Assert.Single(night.All<CloseAttempt>()).State);
        Assert.All(night.Scheduled, pending => Assert.True(pending.Cancelled));
    }

    [Fact]
    public void EveryStage_IsReportedRunningAndDone()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();

        Assert.All(StageNames.All, stage => Assert.Equal("running done", night.Stage(stage)));
        Assert.All(night.All<StageChanged>(), change => Assert.Equal(night.Time.Now, change.At));
    }

    [Fact]
    public void TableThatIsExtractedFirst_LoadsWhileOthersExtract()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ExtractSlice>(_ => null);

        night.Settle();

        Assert.Equal("Extracting", night.Transfer("orders").CurrentState);
        Assert.Equal("Loaded", night.Transfer("customers").CurrentState);
        Assert.Equal("running", night.Stage(StageNames.Extract));
        Assert.Equal("running", night.Stage(StageNames.Load));
    }

    [Fact]
    public void Candidate_IsBuiltOnTheParentAndTheRunsSegments()
    {
        var night = NightDriver.Of(Plans.Embedded with { Select = "tag:nightly" }).Settle();

        var build = Assert.Single(night.All<BuildCandidate>());
        Assert.Equal("head", build.Parent);
        Assert.Equal("tag:nightly", build.Select);
        Assert.Equal(night.All<LoadTable>().Select(load => load.SegmentUid).Order(), build.Segments.Select(segment => segment.Uid).Order());
    }

    [Fact]
    public void Notification_TellsTheTablesAndTheRelease()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();

        var summary = Assert.Single(night.All<SendNotification>()).Summary;
        Assert.Equal(nameof(Machine.Completed), summary.State);
        Assert.Equal(night.Last<RunCompleted>().Release, summary.Release);
        Assert.Equal(["orders", "customers"], summary.Tables.Select(table => table.Table));
        Assert.All(summary.Tables, table => Assert.Equal((33, 3, 30), (table.Counts.RowsRead, table.Counts.RowsQuarantined, table.Counts.RowsLoaded)));
    }

    [Fact]
    public void PipelineWithoutTables_GoesStraightToItsModels()
    {
        var night = NightDriver.Of(Plans.Embedded with { Tables = [] }).Settle();

        Assert.Equal("Completed", night.State);
        Assert.Equal("skipped", night.Stage(StageNames.Extract));
        Assert.Equal("skipped", night.Stage(StageNames.Load));
    }

    [Fact]
    public void SelfMadeIds_DifferBetweenCandidatesReleasesAndSegments()
    {
        var night = NightDriver.Of(Plans.Embedded).Settle();

        string[] uids = [night.Last<BuildCandidate>().CandidateUid, night.Last<PublishRelease>().Release, .. night.All<LoadTable>().Select(load => load.SegmentUid)];
        Assert.Equal(4, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.Matches("^[0-9a-z]{12,32}$", uid));
    }
}
