using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests;

internal static class Samples
{
    public static readonly Guid Run = RunId.Of("daily-metrics", new DateOnly(2026, 3, 1));

    public static DiscardAttempt Discard(int attempt = 1) => new()
    {
        RunId = Run,
        Attempt = attempt,
        Pipeline = "daily-metrics",
        RunDate = new DateOnly(2026, 3, 1),
        BundleHash = "b",
        Reason = "cancelled",
    };

    public static ProbeSource Probe(int attempt = 1) => new()
    {
        RunId = Run,
        Attempt = attempt,
        Pipeline = "daily-metrics",
        RunDate = new DateOnly(2026, 3, 1),
        BundleHash = "b",
    };
}
