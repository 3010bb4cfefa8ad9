namespace EtlMesh.Orchestrator.Deadlines;

/// <summary>The wait before a stage's next try is over.</summary>
public sealed record StageRetryDue
{
    public required Guid SagaId { get; init; }

    /// <summary>The saga's step when this was set; a firing of an earlier step does nothing.</summary>
    public required int Step { get; init; }
}
