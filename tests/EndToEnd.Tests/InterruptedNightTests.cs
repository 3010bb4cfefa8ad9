namespace EtlMesh.EndToEnd.Tests;

/// <summary>Ctrl-C in each stage; SIGTERM, as orchestrators send it, means the same.</summary>
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
    public Task CtrlC_LeavesNothingOfTheAttempt(string stage, string activity) => InterruptAsync("INT", stage, activity);

    [Theory]
    [InlineData("extract", "staging.write")]
    [InlineData("transform", "model.build")]
    public Task Termination_LeavesNothingOfTheAttempt(string stage, string activity) => InterruptAsync("TERM", stage, activity);

    [Fact]
    public async Task SecondCtrlC_EndsAtOnce_AndTheSameCommandRemovesWhatIsLeft()
    {
        place.Environment["ETLMESH_FAULT"] = "pause@start:segment.commit,pause@start:attempt.discard";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        Assert.Contains("segment.commit", await night.FaultInFlightAsync(), StringComparison.Ordinal);
        night.Signal("INT");
        Assert.Contains("attempt.discard", await night.FaultInFlightAsync(), StringComparison.Ordinal);

        night.Signal("INT");

        Assert.Empty((await night.EndAsync()).ExpectExit(130).Output);
        await RunAgainAsync();
    }

    [Fact]
    public async Task KillWithinTheCancellation_LetsTheSameCommandRemoveWhatIsLeft()
    {
        place.Environment["ETLMESH_FAULT"] = "pause@start:segment.commit,kill@start:attempt.discard#3";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        Assert.Contains("segment.commit", await night.FaultInFlightAsync(), StringComparison.Ordinal);

        night.Signal("INT");

        Assert.Contains("attempt.discard", await night.FaultInFlightAsync(), StringComparison.Ordinal);
        (await night.EndAsync()).ExpectExit(137);
        await RunAgainAsync();
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

    private async Task InterruptAsync(string signal, string stage, string activity)
    {
        place.Environment["ETLMESH_FAULT"] = $"pause@start:{activity}";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        await night.FaultInFlightAsync();

        night.Signal(signal);

        var ended = (await night.EndAsync()).ExpectExit(130);
        Assert.Equal("Cancelled", ended.Json.GetProperty("state").GetString());
        Assert.Equal(["warehouse.duckdb"], place.Objects("").Where(path => !path.StartsWith("bundles", StringComparison.Ordinal)));
        place.Environment.Remove("ETLMESH_FAULT");
        Assert.True((await Published.SchemasAsync(place)).Count == 0, $"schemas of the attempt that was interrupted in {stage}");
    }

    private async Task RunAgainAsync()
    {
        place.Environment.Remove("ETLMESH_FAULT");
        var again = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;
        Assert.Equal(2, again.GetProperty("attempt").GetInt32());
        Assert.Single(await Published.CandidateSchemasAsync(place));
        Assert.Equal(
            ["""{"attempt":1,"state":"abandoned"}""", """{"attempt":2,"state":"completed"}"""],
            await place.QueryAsync("select attempt, state from etl.attempts order by 1"));
        Assert.DoesNotContain(place.Objects("landing"), path => path.Contains($"{SampleShop.LastDay}/1/", StringComparison.Ordinal));
    }
}
