namespace EtlMesh.EndToEnd.Tests;

/// <summary>kill -9 in the first night, at every boundary of the effects that find the warehouse otherwise than a later night; the others are killed in the second night.</summary>
public sealed class KilledFirstNightTests : IClassFixture<KilledFirstNightTests.Recorded>
{
    private static readonly RecordedBoundaries Recording = new(RecordedNight.FirstAsync);

    private static RecordedNight Night => Recording.Night;

    public static TheoryData<int, string> Boundaries => Recording.Cases((_, _, effect) => IsOfTheWarehouse(effect));

    [Theory, MemberData(nameof(Boundaries), DisableDiscoveryEnumeration = true)]
    public async Task Kill_ThenTheSameCommand_IsAsIfNothingHadHappened(int k, string boundary)
    {
        var published = k >= Night.NumberOf("stop release.commit");
        Night.Restart();
        await Night.KillAtAsync(k, boundary);

        await Night.RunAgainAsync();

        var state = await ShopState.ReadAsync(Night.Place);
        Assert.Equal(Night.After.Tables, state.Tables);
        string[] attempts = k < Night.NumberOf("stop attempt.open") || published
            ? [$"{CornerShop.FirstDay} 1 completed"]
            : [$"{CornerShop.FirstDay} 1 abandoned", $"{CornerShop.FirstDay} 2 completed"];
        Assert.Equal(attempts, state.Attempts);
        if (published) // what was published is done: a report that was not written yet is not made up for
            Assert.Equal(Night.After.ButReports, state.ButReports);
        else
            Assert.Equal(Night.After.Things, state.Things);
        Assert.DoesNotContain(state.Things, thing => thing.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UndisturbedNight_HasOneOrder_AndPublishesTheSales()
    {
        Night.Restart();

        Assert.Equal(Night.Boundaries, await Night.ListBoundariesAsync());

        Assert.Equal(CornerShop.FirstTables, (await ShopState.ReadAsync(Night.Place)).Tables);
        Assert.Equal(CornerShop.FirstTables, Night.After.Tables);
    }

    private static bool IsOfTheWarehouse(string effect) =>
        effect.Split('.')[0] is "warehouse" or "attempt" or "segment" or "candidate" or "model" or "failures" or "verdict" or "release"
        || effect is "quarantine.index" or "retention.sweep";

    public sealed class Recorded : IDisposable
    {
        public void Dispose() => Recording.Dispose();
    }
}
