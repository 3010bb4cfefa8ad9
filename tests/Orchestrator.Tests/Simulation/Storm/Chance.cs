namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>Everything that is left to chance in a night; the seed alone decides it.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public bool Of(double share) => share > 0 && _random.NextDouble() < share;

    /// <summary>From <paramref name="least"/>, below <paramref name="end"/>.</summary>
    public int Between(int least, int end) => _random.Next(least, end);

    public T One<T>(params IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    /// <summary>Nothing in half of the nights, else anything up to <paramref name="most"/>.</summary>
    public double Share(double most) => Of(0.5) ? 0 : _random.NextDouble() * most;
}
