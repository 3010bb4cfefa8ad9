namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>What a saga has scheduled.</summary>
public sealed record Pending(Guid Token, DateTimeOffset Due, object Message)
{
    public bool Cancelled { get; set; }
}
