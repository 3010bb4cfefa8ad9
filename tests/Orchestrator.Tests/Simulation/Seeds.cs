using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>
/// Tries the same thing with many seeds. The least failing seed is named and can be run alone: <c>ETLMESH_SEED=17</c>;
/// <c>ETLMESH_SEEDS</c> says how many are tried.
/// </summary>
public static class Seeds
{
    public static int? Only { get; } = Number("ETLMESH_SEED");

    /// <param name="count">How many are tried when the environment does not say.</param>
    /// <param name="output">Where the failing seed is named.</param>
    /// <param name="filter">Which tests run it alone.</param>
    /// <param name="night">Throws when something is wrong with a seed.</param>
    public static void Try(int count, ITestOutputHelper output, string filter, Action<int> night)
    {
        var (first, end) = Only is { } only ? (only, only + 1) : (1, (Number("ETLMESH_SEEDS") ?? count) + 1);
        var failures = new ConcurrentDictionary<int, Exception>();
        Parallel.For(first, end, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                night(seed);
            }
            catch (Exception failure)
            {
                failures[seed] = failure;
                loop.Break(); // lesser seeds are still tried, so the least one is always found
            }
        });
        if (failures.IsEmpty)
            return;
        var least = failures.MinBy(failure => failure.Key);
        var how = $"Seed {least.Key} fails; to run it alone: ETLMESH_SEED={least.Key} dotnet test tests/Orchestrator.Tests --filter {filter}";
        output.WriteLine(how);
        throw new InvalidOperationException($"{how}\n{least.Value.Message}", least.Value);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
