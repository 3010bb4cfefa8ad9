using System.Net;

namespace EtlMesh.Faults.Tests.Landing;

/// <summary>Objects of landing that are changed in the bucket between the extractor and the loader.</summary>
public sealed class DamagedObjectsTests(MeshFixture fixture) : MeshTests(fixture)
{
    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("missing")]
    public async Task LandingObjectDamagedInTheBucket_StopsTheLoadAndIsNamed_ReadersKeepWhatTheyHave(string damage)
    {
        var night = await Fixture.StartAsync(shop => shop with { More = "suspend_for: 0s" });
        await night.ExpectCompletedAsync(Fixture.Expected);
        var head = await night.HeadAsync();

        await Mesh.RestartAsync("extractor", "pause@stop:extract.slice");
        var (status, _) = await Mesh.Api.PostAsync("api/runs", new { pipeline = night.Name, date = ShopPipeline.Date, again = true });
        Assert.Equal(HttpStatusCode.Accepted, status);
        await Mesh["extractor"].FaultAsync("stop extract.slice");
        // The slice that is held has told nobody yet: whatever is in landing now includes its object.
        var damaged = (await Mesh.Objects.ListAsync($"landing/{night.Name}/{ShopPipeline.Date}/2/")).Where(key => key.EndsWith(".parquet", StringComparison.Ordinal)).ToList();
        foreach (var key in damaged)
            await Mesh.Objects.DamageAsync(key, damage);
        await Mesh["extractor"].SignalAsync("CONT");

        var run = await Mesh.Api.RunAsync(night.Run, run => run.GetProperty("attempt").GetInt32() == 2 && run.GetProperty("state").GetString() == "failed", "attempt 2 to fail");
        Assert.Contains(damaged, key => run.GetRawText().Contains(key, StringComparison.Ordinal));
        Assert.Equal(Fixture.Expected, await night.TablesAsync());
        Assert.Equal(head, await night.HeadAsync());
        await Mesh.ExpectQuietAsync();
        await Until.SeenAsync(night.LettersAsync, letters => letters > 0, "the failed load among the dead letters");
        Assert.Empty(await Mesh.Objects.ListAsync($"landing/{night.Name}/{ShopPipeline.Date}/2/"));
    }
}
