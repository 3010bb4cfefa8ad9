using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests;

/// <summary>The states hold all that the sagas know: nothing is lost when they are stored between two messages.</summary>
public sealed class StoredStateTests
{
    [Fact]
    public void NightThatIsStoredBetweenMessages_Completes()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Stores = true;

        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Equal(["orders", "customers"], night.Last<SendNotification>().Summary.Tables.Select(table => table.Table));
    }

    [Fact]
    public void TroubledNightThatIsStoredBetweenMessages_IsResumedAndCompletes()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Stores = true;
        night.Services.Next<ExtractSlice>(Faults.Terminal);
        night.Services.Next<ProbeSource>(New.SourceNotReady);
        night.Services.Next<PublishRelease>(Faults.Transient, New.BaseStale);

        night.Settle();
        night.Fire<ProbeDue>();
        night.Settle();
        night.Deliver(New.ResumeRun(Plans.Request(Plans.Mesh)));
        night.Settle().Retry();

        Assert.Equal("Completed", night.State);
        Assert.Equal(2, night.All<BuildCandidate>().Count);
    }
}
