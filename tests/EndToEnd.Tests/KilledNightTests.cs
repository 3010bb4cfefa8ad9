namespace EtlMesh.EndToEnd.Tests;

/// <summary>kill -9 in the middle of each stage, then the same command again.</summary>
public sealed class KilledNightTests(UndisturbedNight undisturbed) : IClassFixture<UndisturbedNight>, IDisposable
{
    private const int KilledBySignal9 = 128 + 9;

    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    public static TheoryData<string, string, string> Boundaries
    {
        get
        {
            var boundaries = new TheoryData<string, string, string>();
            foreach (var (stage, activity) in Effect.BeforePublishing.Concat(Effect.FromPublishingOn))
            {
                boundaries.Add(stage, activity, "start");
                boundaries.Add(stage, activity, "stop");
            }

            return boundaries;
        }
    }

    [Theory, MemberData(nameof(Boundaries))]
    public async Task Kill_ThenTheSameCommand_PublishesTheSameTables(string stage, string activity, string edge)
    {
        place.Environment["ETLMESH_FAULT"] = $"kill@{edge}:{activity}";
        using (var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json"))
        {
            var inFlight = await night.FaultInFlightAsync();
            Assert.Contains(activity, inFlight, StringComparison.Ordinal);
            (await night.EndAsync()).ExpectExit(KilledBySignal9);
        }

        place.Environment.Remove("ETLMESH_FAULT");
        var again = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        Assert.Equal("Completed", again.GetProperty("state").GetString());
        Assert.Equal(undisturbed.Tables, await Published.TablesAsync(place));
        Assert.True((await Published.CandidateSchemasAsync(place)).Count == 1, $"leavings of the night that was killed in {stage}");
    }

    public void Dispose() => place.Dispose();
}
