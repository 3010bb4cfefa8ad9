using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>Every event of a night, twice and late.</summary>
public sealed class DuplicateTests
{
    [Fact]
    public void EveryEventTwice_MakesOneNight()
    {
        var once = NightDriver.Of(Plans.Embedded).Settle();
        var night = NightDriver.Of(Plans.Embedded);

        foreach (var state in new[] { "Requested", "WaitingForSource", "Transferring", "Transforming", "Checking", "Publishing", "Closing", "Notifying", "Completed" })
        {
            night.To(state);
            foreach (var message in night.All<RunMessage>().Where(message => message is not RequestRun).ToList())
                night.Deliver(message);
            Assert.Equal(state, night.State);
        }

        night.Settle();
        Assert.Equal(Words(once), Words(night));
    }

    [Fact]
    public void TablesThatReportTwice_CountOnce()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<LoadTable>(_ => null);
        night.Settle();

        night.Deliver(night.Last<TableTransferred>());
        night.Deliver(night.Last<TableTransferred>());

        Assert.Equal("Transferring", night.State);
    }

    [Fact]
    public void TransferredBeforeExtracted_IsUnderstood()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Transferring");
        var asked = night.All<TransferTable>();

        foreach (var table in asked)
            night.Deliver(Transferred(table));

        Assert.Equal("Transforming", night.State);
        Assert.Equal("running done", night.Stage(StageNames.Extract));
        Assert.Equal("running done", night.Stage(StageNames.Load));
    }

    private static IEnumerable<string> Words(NightDriver night) => night.All<RunMessage>().Select(message => message.GetType().Name);

    private static TableTransferred Transferred(TransferTable c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Source = c.Source,
        Table = c.Table,
        TableK = c.TableK,
        TableN = c.TableN,
        Segment = new SegmentRef { Source = c.Source, Table = c.Table, Uid = Uid.New(), Rows = 1 },
        Counts = new TableCounts { RowsRead = 1, RowsQuarantined = 0, RowsLoaded = 1 },
    };
}
