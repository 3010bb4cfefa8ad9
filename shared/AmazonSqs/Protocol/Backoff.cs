namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>Waits that double, with full jitter: who was refused together does not come back together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    /// <summary>A wait before attempt <paramref name="attempt"/> + 1, at most <paramref name="most"/>.</summary>
    /// <param name="attempt">1, 2, … : the attempts that failed.</param>
    public static TimeSpan After(int attempt, TimeSpan most) =>
        Random.Shared.NextDouble() * TimeSpan.FromTicks(Math.Min(most.Ticks, Least.Ticks << Math.Min(attempt, 20)));
}
