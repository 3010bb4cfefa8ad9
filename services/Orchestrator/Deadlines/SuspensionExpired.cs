namespace EtlMesh.Orchestrator.Deadlines;

/// <summary>A suspended run was not resumed in time.</summary>
public sealed record SuspensionExpired
{
    public required Guid SagaId { get; init; }

    /// <summary>The saga's step when this was set; a firing of an earlier step does nothing.</summary>
    public required int Step { get; init; }
}
