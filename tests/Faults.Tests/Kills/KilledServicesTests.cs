namespace EtlMesh.Faults.Tests.Kills;

/// <summary>Every service is killed with -9 in the middle of each of its effects, and again when the effect is durable and nobody knows.</summary>
public sealed class KilledServicesTests(MeshFixture fixture) : MeshTests(fixture)
{
    public static TheoryData<int, string> Nights()
    {
        var nights = new TheoryData<int, string>();
        for (var k = 0; k < KillTable.Nights; k++)
            nights.Add(k, string.Join(", ", KillTable.Night(k).Select(kill => $"{kill.Key} {kill.Value}")));
        return nights;
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task EachServiceKilledTwiceInANight_EndsAsIfNothingHadBeen(int k, string struck)
    {
        Assert.NotEmpty(struck);
        var kills = KillTable.Night(k);
        await Mesh.RestartAsync(kills.ToDictionary(kill => kill.Key, kill => (string?)$"kill@start:{kill.Value}"));
        var strikes = Task.WhenAll(kills.Select(kill => StrikeTwiceAsync(kill.Key, kill.Value)));

        var night = await Fixture.StartAsync();
        await strikes;

        await night.ExpectCompletedAsync(Fixture.Expected);
        Assert.Single(Fixture.Receiver.Keys(night.Name).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EachServiceKilledTwiceWhileItRemovesWhatItWrote_LeavesNothing()
    {
        await Mesh.RestartAsync(KillTable.Discarding.ToDictionary(service => service, _ => (string?)"kill@start:attempt.discard"));
        var strikes = Task.WhenAll(KillTable.Discarding.Select(service => StrikeTwiceAsync(service, "attempt.discard")));

        var night = await Fixture.StartAsync(shop => shop.ThatFails());
        await strikes;

        Assert.Equal("failed", (await night.EndAsync(Night.Recovery)).GetProperty("state").GetString());
        await Mesh.ExpectQuietAsync();
        await night.ExpectNothingLeftAsync();
        Assert.Equal(1, await night.LettersAsync());
    }

    [Fact]
    public async Task FirstToOpenAWarehouseKilledTwice_WarehouseIsMade()
    {
        await Mesh.RestartAsync(KillTable.Creating, "kill@start:warehouse.create");
        var strikes = StrikeTwiceAsync(KillTable.Creating, "warehouse.create");
        var empty = await Mesh.Postgres.CreateDatabaseAsync();

        var night = await Fixture.StartAsync(shop => shop with { Database = empty });
        await strikes;

        await night.ExpectCompletedAsync(Fixture.Expected);
    }

    private async Task StrikeTwiceAsync(string service, string effect)
    {
        await Mesh.StruckAsync(service, $"start {effect}", next: $"kill@stop:{effect}");
        await Mesh.StruckAsync(service, $"stop {effect}");
    }
}
