namespace EtlMesh.EndToEnd.Tests;

/// <summary>Ctrl-C in each stage.</summary>
public sealed class InterruptedNightTests : IDisposable
{
    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    public static TheoryData<string, string> Effects
    {
        get
        {
            var effects = new TheoryData<string, string>();
            foreach (var (stage, activity) in Effect.BeforePublishing.Append(("publish", "release.publish")))
                effects.Add(stage, activity);
            return effects;
        }
    }

    [Theory, MemberData(nameof(Effects))]
    public async Task CtrlC_LeavesNothingOfTheAttempt(string stage, string activity)
    {
        place.Environment["ETLMESH_FAULT"] = $"pause@start:{activity}";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        await night.FaultInFlightAsync();

        night.Signal("INT");

        var ended = (await night.EndAsync()).ExpectExit(130);
        Assert.Equal("Cancelled", ended.Json.GetProperty("state").GetString());
        Assert.Equal(["warehouse.duckdb"], place.Objects("").Where(path => !path.StartsWith("bundles", StringComparison.Ordinal)));
        place.Environment.Remove("ETLMESH_FAULT");
        Assert.True((await Published.SchemasAsync(place)).Count == 0, $"schemas of the attempt that was interrupted in {stage}");
    }

    [Theory]
    [InlineData("release.commit")]
    [InlineData("report.write")]
    public async Task CtrlC_AfterThePublish_LetsTheNightEnd(string activity)
    {
        place.Environment["ETLMESH_FAULT"] = $"pause@stop:{activity}";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        await night.FaultInFlightAsync();

        night.Signal("INT");

        var ended = (await night.EndAsync()).ExpectExit(0);
        Assert.Equal("Completed", ended.Json.GetProperty("state").GetString());
        Assert.True(ended.Json.GetProperty("release").GetProperty("published").GetBoolean());
    }

    public void Dispose() => place.Dispose();
}
