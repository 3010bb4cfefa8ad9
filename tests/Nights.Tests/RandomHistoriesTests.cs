using System.Collections.Concurrent;
using System.Globalization;
using EtlMesh.Nights.Tests.Stories;
using Xunit.Abstractions;

namespace EtlMesh.Nights.Tests;

/// <summary>
/// After every night of every history, readers see what the independent computation says. A failing seed is named, with the shortest story that still fails,
/// and can be run alone: <c>ETLMESH_SEED=17 dotnet test --filter RandomHistories</c>. <c>ETLMESH_SEEDS</c> says how many are tried.
/// </summary>
public sealed class RandomHistoriesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task RandomHistories_ShowReadersWhatTheSourceSays()
    {
        var only = Environment.GetEnvironmentVariable("ETLMESH_SEED");
        var count = int.Parse(Environment.GetEnvironmentVariable("ETLMESH_SEEDS") ?? "200", CultureInfo.InvariantCulture);
        var seeds = only is null ? Enumerable.Range(1, count) : [int.Parse(only, CultureInfo.InvariantCulture)];
        var failures = new ConcurrentDictionary<int, Failure>();
        var ends = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(seeds, async (seed, _) =>
        {
            if (failures.IsEmpty && await Player.PlayAsync(StoryWriter.Of(seed), ends) is { } failure)
                failures[seed] = failure;
        });

        output.WriteLine(string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Value}")));
        if (failures.OrderBy(failure => failure.Key).Select(failure => (KeyValuePair<int, Failure>?)failure).FirstOrDefault() is { } first)
            Assert.Fail($"Seed {first.Key} fails; to run it alone: ETLMESH_SEED={first.Key} dotnet test --filter RandomHistories\n{await first.Value.ShrunkAsync(story => Player.PlayAsync(story))}");
    }

    /// <summary>Inserts, updates, late rows, deletions, kills, changed columns, tables anew and new bases: two hundred nights of sources that keep their promises.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TwoHundredNights_EndEqualToTheSource(int seed)
    {
        var ends = new ConcurrentDictionary<string, int>();
        var story = StoryWriter.Long(seed, nights: 200);
        if (await Player.PlayAsync(story, ends) is { } failure)
            Assert.Fail($"Seed {seed} of the long stories fails:\n{await failure.ShrunkAsync(shorter => Player.PlayAsync(shorter))}");
        output.WriteLine(string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Value}")));
        Assert.True(ends.Values.Sum() >= 200);
        Assert.Contains(story.Steps.OfType<Night>(), night => night.KilledAt is not null);
        Assert.Contains(story.Steps.OfType<Night>(), night => night.FullRefresh);
        Assert.Contains(story.Steps, step => step.Reshaped.Count > 0);
    }

    [Fact]
    public void SameSeed_WritesTheSameStory() => Assert.Equal(StoryWriter.Of(7).ToString(), StoryWriter.Of(7).ToString());

    [Fact]
    public async Task NightThatEndsOtherwise_IsNoticed_AndToldInTheShortestStory()
    {
        static Task<Failure?> PlayWithOpenGate(Story story) => Player.PlayAsync(story, instead: night => night with { GateShut = false });
        var story = Enumerable.Range(1, 50).Select(StoryWriter.Of).First(story => story.Tables.All(table => table.Declared) && story.Steps.Skip(1).Any(step => step is Night { GateShut: true, Again: false }));

        var failure = await PlayWithOpenGate(story);
        var shortest = await failure!.ShrunkAsync(PlayWithOpenGate);

        Assert.Equal("the night should end Blocked; it ended Published ", shortest.Difference);
        Assert.Single(shortest.Story.Tables);
        Assert.True(Assert.IsType<Night>(Assert.Single(shortest.Story.Steps)).GateShut);
        Assert.All(shortest.Story.Steps[0].Changes.Values, Assert.Empty);
    }
}
