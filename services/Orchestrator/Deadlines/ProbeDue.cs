namespace EtlMesh.Orchestrator.Deadlines;

/// <summary>A source that was not ready is asked again.</summary>
public sealed record ProbeDue
{
    public required Guid SagaId { get; init; }

    /// <summary>The saga's step when this was set; a firing of an earlier step does nothing.</summary>
    public required int Step { get; init; }
}
