namespace EtlMesh.Contracts;

/// <summary>A stage failed after its retries; its effects are kept, invisible.</summary>
public sealed record RunSuspended : RunMessage
{
    public required string Stage { get; init; }

    public required string Reason { get; init; }
}
