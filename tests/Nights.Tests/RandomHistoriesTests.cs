using System.Collections.Concurrent;
using System.Diagnostics;
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
            Assert.Fail($"Seed {first.Key} fails; to run it alone: ETLMESH_SEED={first.Key} dotnet test --filter RandomHistories\n{await first.Value.ShrunkAsync()}");
    }
}
