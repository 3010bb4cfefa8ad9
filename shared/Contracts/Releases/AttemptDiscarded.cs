namespace EtlMesh.Contracts;

/// <summary>A service holds nothing of the attempt any more.</summary>
public sealed record AttemptDiscarded : RunMessage
{
    /// <summary>extractor, loader, transformer or quality-gate.</summary>
    public required string Service { get; init; }
}
