namespace EtlMesh.Contracts;

/// <summary>What a saga asks of a service; a fault brings it back whole.</summary>
public abstract record StageCommand : RunMessage
{
    /// <summary>The saga's step that asked. It only grows, so a fault of an earlier step is told from one of this step.</summary>
    public int Step { get; init; }
}
