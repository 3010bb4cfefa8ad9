using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake.Tests.Catalog;

public sealed class LakeHeadTests
{
    [Fact]
    public async Task DeathAtAnyEffect_ShowsTheOldOrTheNewRelease_AndTheSameCommandEndsIt()
    {
        var struck = new List<string>();
        for (var at = 1; ; at++)
        {
            await using var lake = await TestLake.OpenAsync();
            await lake.NightAsync(Sales.First);
            var night = await lake.BuildAsync(Sales.Second);
            using (var strike = new Strike(at))
            {
                try
                {
                    await lake.PublishAsync(night);
                }
                catch (Exception) when (strike.Effect is not null)
                {
                    // what a dead process throws tells nobody anything
                }

                if (strike.Effect is not { } effect)
                    break;
                struck.Add(effect);
            }

            var published = (await lake.Warehouse.Releases.HeadAsync(TestLake.Pipeline, default))!.Id == night.Release;
            var seen = await lake.RowsAsync(Sales.Query);
            Assert.True(seen.SequenceEqual(Sales.FirstRows) || (published && seen.SequenceEqual(Sales.SecondRows)), $"after a death at the {at}th boundary, {struck[^1]}, readers see {string.Join(" / ", seen)}");

            await lake.PublishAsync(night);
            Assert.Equal(Sales.SecondRows, await lake.RowsAsync(Sales.Query));
        }

        Assert.Superset(new HashSet<string> { "lake.write", "staging.write", "staging.commit", "release.publish", "release.commit", "lake.head" }, struck.ToHashSet());
    }

    [Fact]
    public async Task DeathAfterTheCommit_IsMadeUpForByWhoeverFollowsNext()
    {
        await using var lake = await TestLake.OpenAsync();
        await lake.NightAsync(Sales.First);
        var night = await lake.BuildAsync(Sales.Second);
        await lake.WriteAsync(night);
        Assert.Equal(PublishState.Published, (await lake.Warehouse.Releases.PublishAsync(Spec(night), default)).State);
        Assert.Equal(Sales.FirstRows, await lake.RowsAsync(Sales.Query));

        await lake.FollowAsync();
        Assert.Equal(Sales.SecondRows, await lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task ReleaseOfBeforeTheLake_IsToldInWords()
    {
        await using var lake = await TestLake.OpenAsync();
        var night = await lake.BuildAsync(Sales.First);
        await lake.Warehouse.Releases.PublishAsync(Spec(night), default);
        var nothing = await Assert.ThrowsAsync<TerminalEtlException>(() => lake.RowsAsync("select 1"));
        Assert.Equal("Reading the lake s3://bucket/lake/shop/: nothing was published there yet. Run the pipeline first, or name another place.", nothing.Message);

        await lake.FollowAsync();
        var before = await Assert.ThrowsAsync<TerminalEtlException>(() => lake.RowsAsync("select 1"));
        Assert.Equal($"Reading the lake s3://bucket/lake/shop/: release {night.Release}, which readers see, is from before the pipeline had a lake. Run a night, or ask the warehouse.", before.Message);
    }

    private static ReleaseSpec Spec(BuiltNight night) => new()
    {
        Release = night.Release,
        Pipeline = TestLake.Pipeline,
        RunId = night.Candidate.RunId,
        Attempt = night.Candidate.Attempt,
        Candidate = night.Candidate.Uid,
        Parent = night.Candidate.Parent,
        Fingerprint = night.Fingerprint,
    };
}
