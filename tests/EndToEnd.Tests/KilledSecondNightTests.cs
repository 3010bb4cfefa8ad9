namespace EtlMesh.EndToEnd.Tests;

/// <summary>kill -9 at every boundary of a night that follows another one. Readers look between the kill and the same command again.</summary>
public sealed class KilledSecondNightTests : IClassFixture<KilledSecondNightTests.Recorded>
{
    private static readonly RecordedBoundaries Recording = new(RecordedNight.SecondAsync);

    private static RecordedNight Night => Recording.Night;

    public static TheoryData<int, string> Boundaries => Recording.Cases();

    [Theory, MemberData(nameof(Boundaries), DisableDiscoveryEnumeration = true)]
    public async Task Kill_ShowsReadersOneWholeNight_AndTheSameCommandEndsIt(int k, string boundary)
    {
        var published = k >= Night.NumberOf("stop release.commit");
        Night.Restart();
        await Night.KillAtAsync(k, boundary);

        var meanwhile = await ShopState.ReadAsync(Night.Place);
        await Night.RunAgainAsync();

        Assert.Equal(published ? CornerShop.SecondTables : CornerShop.FirstTables, meanwhile.Tables);
        var state = await ShopState.ReadAsync(Night.Place);
        Assert.Equal(CornerShop.SecondTables, state.Tables);
        string[] attempts = k < Night.NumberOf("stop attempt.open") || published
            ? [$"{CornerShop.FirstDay} 1 completed", $"{CornerShop.SecondDay} 1 completed"]
            : [$"{CornerShop.FirstDay} 1 completed", $"{CornerShop.SecondDay} 1 abandoned", $"{CornerShop.SecondDay} 2 completed"];
        Assert.Equal(attempts, state.Attempts);
        if (published) // what was published is done: a report that was not written yet is not made up for
            Assert.Equal(Night.After.ButReports, state.ButReports);
        else
            Assert.Equal(Night.After.Things, state.Things);
        Assert.DoesNotContain(state.Things, thing => thing.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public void UndisturbedNight_PublishesTheSalesOfBothDays()
    {
        Assert.Equal(CornerShop.FirstTables, Night.Before!.Tables);
        Assert.Equal(CornerShop.SecondTables, Night.After.Tables);
    }

    public sealed class Recorded : IDisposable
    {
        public void Dispose() => Recording.Dispose();
    }
}
