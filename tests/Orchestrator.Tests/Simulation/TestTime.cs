namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>The clock of the night that is being delivered to on this thread, so that nights can share the machines, which are dear to build.</summary>
public sealed class TestTime : TimeProvider
{
    [ThreadStatic]
    private static ManualTime? _current;

    public static TestTime Shared { get; } = new();

    /// <summary>What follows on this thread goes by this clock.</summary>
    public static void GoBy(ManualTime time) => _current = time;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _current!.GetUtcNow();
}
