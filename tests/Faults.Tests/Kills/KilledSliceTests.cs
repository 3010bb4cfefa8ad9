namespace EtlMesh.Faults.Tests.Kills;

/// <summary>An extractor that dies in the middle of a table's slices.</summary>
public sealed class KilledSliceTests(MeshFixture fixture) : MeshTests(fixture)
{
    private const int Slices = 6;

    [Fact]
    public async Task ExtractorKilledInTheMiddleOfASlice_OnlyWhatItHadInHandIsReadAgain()
    {
        // Both slots are at work by then, and slices before are in landing.
        await Mesh.RestartAsync("extractor", "kill@start:extract.slice#5");
        var night = await Fixture.StartAsync(shop => shop with { OrderFiles = Slices });
        await Mesh["extractor"].FaultAsync("start extract.slice");
        Assert.Equal(ServiceProcess.Killed, await Mesh["extractor"].EndAsync());
        var landed = await OrdersAsync(night);

        await Mesh.RepairAsync();
        await night.ExpectCompletedAsync(Fixture.Expected);

        var now = await OrdersAsync(night);
        Assert.NotEmpty(landed);
        Assert.Subset(now.ToHashSet(), landed.ToHashSet());
        // What was told of stays as it is; at most the message that was not acknowledged yet is worked on once more.
        Assert.Equal(Slices, now.Select(SliceOf).Distinct().Count());
        Assert.InRange(now.Count, Slices, Slices + 1);
        var taken = await Mesh.Objects.ReadAsync((await Mesh.Objects.ListAsync($"landing/{night.Name}/")).Single(key => key.EndsWith("shop.orders/manifest.json", StringComparison.Ordinal)));
        Assert.True(landed.Count(key => taken.Contains(key, StringComparison.Ordinal)) >= landed.Count - 1);
    }

    private async Task<List<string>> OrdersAsync(Night night) =>
        [.. (await Mesh.Objects.ListAsync($"landing/{night.Name}/")).Where(key => key.Contains("/shop.orders/slice-", StringComparison.Ordinal))];

    private static string SliceOf(string key) => key.Split("/slice-")[1].Split('-')[0];
}
