using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake.Tests.Writing;

/// <summary>What releases are in a lake, in every store.</summary>
public abstract class ReleaseConformance : IAsyncLifetime
{
    private protected TestLake Lake { get; private set; } = null!;

    [Fact]
    public async Task FirstRelease_IsReadWholeFromItsCatalog()
    {
        var catalog = await Lake.NightAsync(Sales.First);

        Assert.Equal(Sales.FirstRows, await Lake.RowsAsync(Sales.Query));
        var table = Assert.Single(catalog.Tables);
        Assert.Equal(["2026-01-01", "2026-01-02", "2026-02-01"], table.Partitions.Select(partition => $"{partition.Date:yyyy-MM-dd}"));
        Assert.Equal([1L, 2L, 1L], table.Partitions.Select(partition => partition.Rows));
        Assert.All(table.Partitions, partition => Assert.Matches("^sales/year=2026/month=0[12]/day=0[12]/[0-9a-f]{32}/$", partition.Location));
        Assert.Equal(
            [LakePlace.Athena, LakePlace.Head, LakePlace.Catalog(catalog.Release), .. table.Partitions.SelectMany(partition => partition.Files.Select(file => partition.Location + file.Name))],
            (await Lake.NamesAsync()).OrderBy(name => !name.StartsWith(LakePlace.CatalogFolder, StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task NextRelease_WritesWhatChanged_AndKeepsTheRest()
    {
        var first = (await Lake.NightAsync(Sales.First)).Tables[0].Partitions;
        var before = await Lake.NamesAsync();
        var second = (await Lake.NightAsync(Sales.Second)).Tables[0].Partitions;

        Assert.Equal(Sales.SecondRows, await Lake.RowsAsync(Sales.Query));
        Assert.Equal((first[0].Location, first[2].Location), (second[0].Location, second[2].Location));
        Assert.NotEqual(first[1].Location, second[1].Location);
        Assert.Equal(3, (await Lake.NamesAsync()).Count - before.Count); // a corrected day, a new one, a catalog
    }

    [Fact]
    public async Task SameRowsInAnotherOrder_WriteNothing()
    {
        await Lake.NightAsync(Sales.First);
        var before = await Lake.NamesAsync();
        var catalog = await Lake.NightAsync($"select amount, sold_at, id from ({Sales.First}) order by id desc");

        Assert.Equal(1, (await Lake.NamesAsync()).Count - before.Count);
        Assert.Equal(2, catalog.Tables[0].Schema);
        Assert.Equal(Sales.FirstRows, await Lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task Revert_ShowsTheOlderCatalog_AndTheNextReleaseGoesOnFromIt()
    {
        var first = await Lake.NightAsync(Sales.First);
        var second = await Lake.NightAsync(Sales.Second);
        await Lake.Warehouse.Releases.RevertAsync(new RevertSpec { Release = Uid.New(), Pipeline = TestLake.Pipeline, Target = first.Release, Parent = second.Release, Actor = "ann", Reason = "wrong" }, default);
        await Lake.FollowAsync();
        Assert.Equal(Sales.FirstRows, await Lake.RowsAsync(Sales.Query));

        await Lake.Warehouse.Releases.ResumeAsync(TestLake.Pipeline, "ann", default);
        var third = await Lake.NightAsync(Sales.Second);
        Assert.Equal(first.Release, third.Parent);
        Assert.Equal(Sales.SecondRows, await Lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task LatePublisherOfAnOlderRelease_LeavesTheHeadWhereItIs()
    {
        var first = await Lake.BuildAsync(Sales.First);
        Assert.Equal(PublishState.Published, await Lake.PublishAsync(first));
        await Lake.NightAsync(Sales.Second);

        Assert.Equal(PublishState.AlreadyHead, await Lake.PublishAsync(first));
        Assert.Equal(Sales.SecondRows, await Lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task ReleaseThatWasNotPublished_IsSeenByNobody_AndSweptWhenItIsOld()
    {
        await Lake.NightAsync(Sales.First);
        var before = await Lake.NamesAsync();
        var lost = await Lake.BuildAsync(Sales.Second);
        await Lake.WriteAsync(lost);
        Assert.Equal(Sales.FirstRows, await Lake.RowsAsync(Sales.Query));

        await SweepAsync(keep: 14);
        Assert.Equal(3, (await Lake.NamesAsync()).Count - before.Count); // it may still be published
        Lake.Clock.Advance(TimeSpan.FromDays(4000)); // uids are of the real clock
        await SweepAsync(keep: 14);
        Assert.Equal(before, await Lake.NamesAsync());
        Assert.Equal(Sales.FirstRows, await Lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task ReleasesBeyondRetention_LoseWhatOnlyTheyHad()
    {
        var first = await Lake.NightAsync(Sales.First);
        var second = await Lake.NightAsync(Sales.Second);
        Lake.Clock.Advance(TimeSpan.FromDays(4000));
        await SweepAsync(keep: 1);

        var names = await Lake.NamesAsync();
        Assert.DoesNotContain(LakePlace.Catalog(first.Release), names);
        Assert.Equal(second.Tables[0].Partitions.Sum(partition => partition.Files.Count), names.Count(name => name.EndsWith(".parquet", StringComparison.Ordinal)));
        Assert.Equal(Sales.SecondRows, await Lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task QueryForADay_ReadsTheFilesOfThatDay()
    {
        await Lake.NightAsync(Sales.Days(40));

        var plan = Assert.Single(await Lake.RowsAsync("explain analyze select sum(amount) from sales where sold_at >= timestamp '2020-01-05' and sold_at < timestamp '2020-01-07'"));
        Assert.Contains("Total Files Read: 2 ", plan);
        Assert.Equal(["0.09"], await Lake.RowsAsync("select sum(amount) from shop.sales where sold_at >= timestamp '2020-01-05' and sold_at < timestamp '2020-01-07'"));
    }

    public async Task InitializeAsync() => Lake = await OpenAsync();

    public virtual async Task DisposeAsync() => await Lake.DisposeAsync();

    private protected abstract Task<TestLake> OpenAsync();

    private async Task SweepAsync(int keep)
    {
        var releases = await Lake.Warehouse.Releases.ListAsync(TestLake.Pipeline, default);
        var kept = releases.Where((release, i) => i < keep || release.IsHead).Select(release => LakeHead.Shown(releases, release.Id)).ToHashSet();
        await new LakeSweep(Lake.Place, Lake.Clock).SweepAsync(kept, TimeSpan.FromDays(3), default);
    }
}
