namespace EtlMesh.Orchestrator.Deadlines;

/// <summary>One try of a stage has taken as long as it may.</summary>
public sealed record StageDeadline
{
    public required Guid SagaId { get; init; }

    /// <summary>The saga's step when this was set; a firing of an earlier step does nothing.</summary>
    public required int Step { get; init; }
}
