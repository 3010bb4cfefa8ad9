using System.Globalization;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>A clock that is set, also back.</summary>
public sealed class SetClock(string now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
