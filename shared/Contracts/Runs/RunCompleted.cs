namespace EtlMesh.Contracts;

/// <summary>The run is published, or its run date was published before.</summary>
public sealed record RunCompleted : RunMessage
{
    public required string Release { get; init; }

    /// <summary>True when an earlier run had published the date and nothing was done.</summary>
    public bool AlreadyPublished { get; init; }
}
