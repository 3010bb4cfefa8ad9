namespace EtlMesh.EndToEnd.Tests;

/// <summary>kill -9 of a night that works in parallel: at boundaries chosen by seed, then the same command again.</summary>
public sealed class KilledNightTests(UndisturbedNight undisturbed) : IClassFixture<UndisturbedNight>, IDisposable
{
    private const int KilledBySignal9 = 128 + 9;
    private const int Seed = 20261031;

    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    /// <summary>Where the night is struck, in thousandths of its boundaries: their number follows from the night.</summary>
    public static TheoryData<int> Moments
    {
        get
        {
            var random = new Random(Seed);
            return new TheoryData<int>(Enumerable.Range(0, 6).Select(_ => random.Next(1000)));
        }
    }

    [Theory, MemberData(nameof(Moments))]
    public async Task Kill_ThenTheSameCommand_PublishesTheSameTables(int thousandths)
    {
        var k = 1 + (undisturbed.Effects.Count * thousandths / 1000);
        place.Environment["ETLMESH_FAULT"] = $"kill@boundary#{k}";
        string inFlight;
        using (var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json"))
        {
            inFlight = await night.FaultInFlightAsync();
            (await night.EndAsync()).ExpectExit(KilledBySignal9);
        }

        place.Environment.Remove("ETLMESH_FAULT");
        var again = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        // Which effect is the k-th differs from night to night, but not which effects there are.
        Assert.StartsWith($"fault: {k} ", inFlight, StringComparison.Ordinal);
        Assert.Contains(inFlight.Split(' ')[3], undisturbed.Effects);
        Assert.Equal("Completed", again.GetProperty("state").GetString());
        Assert.Equal(undisturbed.Tables, await Published.TablesAsync(place));
        Assert.True((await Published.CandidateSchemasAsync(place)).Count == 1, $"leavings of the night that was killed in {inFlight}");
    }

    public void Dispose() => place.Dispose();
}
