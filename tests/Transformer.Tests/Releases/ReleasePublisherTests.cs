using EtlMesh.Contracts;
using EtlMesh.Testing;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer.Tests.Releases;

public sealed class ReleasePublisherTests : IAsyncLifetime
{
    private TestHome home = null!;
    private TestNight night = null!;
    private CandidateRef candidate = null!;
    private ReleasePublisher publisher = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        publisher = new ReleasePublisher(home.Store, home.Bundles, home.Warehouses, new ReleaseLake(home.Lakes));
        night = await Shop.NightAsync(home);
        candidate = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task PassedCandidate_BecomesTheHead_AndReadersSeeIt()
    {
        await night.JudgeAsync(home, candidate);
        var command = night.Publish(candidate);

        Assert.Equal(new PublishOutcome(PublishState.Published, command.Release), await publisher.PublishAsync(command, default));

        Assert.Equal(["18.00"], await home.RowsAsync("select sum(revenue) from shop.days"));
        Assert.Equal(["4"], await home.RowsAsync("select count(*) from shop_finance.days_priced"));
        var edges = await home.RowsAsync($"select from_node, to_node from etl.lineage where release = '{command.Release}'");
        Assert.Contains("source.shop.orders|model.stg_orders", edges);
        Assert.Contains("seed.rates|model.priced", edges);
    }

    [Fact]
    public async Task PublishedAgain_IsAlreadyHead()
    {
        await night.JudgeAsync(home, candidate);
        var command = night.Publish(candidate);
        await publisher.PublishAsync(command, default);
        Assert.Equal(PublishState.AlreadyHead, (await publisher.PublishAsync(command, default)).State);
    }

    [Fact]
    public async Task OtherHeadMeanwhile_IsAStaleBase()
    {
        await night.JudgeAsync(home, candidate);
        var other = await Shop.BuildAsync(home, night.Build([await night.SegmentAsync(home, Shop.Orders)]));
        await night.JudgeAsync(home, other);
        var first = night.Publish(other);
        await publisher.PublishAsync(first, default);

        var outcome = await publisher.PublishAsync(night.Publish(candidate), default);

        Assert.Equal((PublishState.StaleBase, first.Release), (outcome.State, outcome.Head));
    }

    [Fact]
    public async Task WithoutAVerdict_IsRefused()
    {
        var command = night.Publish(candidate);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => publisher.PublishAsync(command, default));
        Assert.Contains($"Publishing release {command.Release} of shop: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("has no verdict", failure.Message, StringComparison.Ordinal);
        Assert.Null(await home.Warehouse.Releases.HeadAsync("shop", default));
    }

    [Fact]
    public async Task WithAFailedVerdict_IsRefused()
    {
        await night.JudgeAsync(home, candidate, passed: false);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => publisher.PublishAsync(night.Publish(candidate), default));
        Assert.Contains("a_check", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForbiddenRelease_IsRefusedForGood()
    {
        await night.JudgeAsync(home, candidate);
        var command = night.Publish(candidate);
        Assert.False(await home.Warehouse.Releases.InquireAsync(command.Release, giveUp: true, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => publisher.PublishAsync(command, default));
        Assert.Null(await home.Warehouse.Releases.HeadAsync("shop", default));
    }
}
