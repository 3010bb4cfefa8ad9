namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Moves on to a later instant; an earlier one is passed already.</summary>
    public void MoveTo(DateTimeOffset instant) => Now = instant > Now ? instant : Now;
}
