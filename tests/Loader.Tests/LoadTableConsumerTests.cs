using EtlMesh.Contracts;
using EtlMesh.Testing;
using MassTransit;

namespace EtlMesh.Loader.Tests;

public sealed class LoadTableConsumerTests : IAsyncLifetime
{
    private TestHome home = null!;
    private TestBus bus = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        bus = await TestBus.StartAsync(home, services => services.AddLoader());
    }

    public async Task DisposeAsync()
    {
        await bus.DisposeAsync();
        await home.DisposeAsync();
    }

    [Fact]
    public async Task Load_TellsTheSegmentAndTheCounts_AndDiscardRemovesIt()
    {
        var night = new TestNight { BundleHash = "none" };
        var command = night.Load([await night.LandAsync(home, 1, TestNight.Rows("(1, '9.50', '2026-03-01 10:00')"))]);

        var loaded = await bus.AskAsync<LoadTable, TableLoaded>(command);

        Assert.Equal((command.RunId, 1, "shop", "orders"), (loaded.RunId, loaded.Attempt, loaded.Source, loaded.Table));
        Assert.Equal((command.SegmentUid, 1), (loaded.Segment.Uid, loaded.Segment.Rows));
        Assert.Equal(new TableCounts { RowsRead = 1, RowsQuarantined = 0, RowsLoaded = 1 }, loaded.Counts);

        var discarded = await bus.AskAsync<DiscardAttempt, AttemptDiscarded>(night.Discard());

        Assert.Equal("loader", discarded.Service);
        Assert.Empty(await home.ObjectsAsync());
    }

    [Fact]
    public async Task DamagedFile_BecomesAFaultWithTheReason()
    {
        var night = new TestNight { BundleHash = "none" };
        var slice = await night.LandAsync(home, 1, TestNight.Rows("(1, '9.50', '2026-03-01 10:00')"));
        File.Delete(home.PathOf(slice.Object));

        var fault = await bus.AskAsync<LoadTable, Fault<LoadTable>>(night.Load([slice]));

        Assert.Contains(slice.Object, Assert.Single(fault.Exceptions).Message, StringComparison.Ordinal);
    }
}
