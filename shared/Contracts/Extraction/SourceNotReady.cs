namespace EtlMesh.Contracts;

/// <summary>A source is not ready yet.</summary>
public sealed record SourceNotReady : RunMessage
{
    public required string Reason { get; init; }
}
