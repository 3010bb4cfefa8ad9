namespace EtlMesh.Contracts;

/// <summary>The run ended without publishing, its effects were compensated.</summary>
public sealed record RunFailed : RunMessage
{
    public required string Stage { get; init; }

    public required string Reason { get; init; }

    /// <summary>False when a service could not remove what it wrote.</summary>
    public bool Compensated { get; init; } = true;
}
