using System.Collections.Concurrent;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>How often things happened.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _times = new(StringComparer.Ordinal);

    public int this[string what] => _times.GetValueOrDefault(what);

    public void Add(string what, int times = 1) => _times.AddOrUpdate(what, times, (_, before) => before + times);

    public void Add(Tally other)
    {
        foreach (var (what, times) in other._times)
            Add(what, times);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _times.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"));
}
