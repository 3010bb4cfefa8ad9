namespace EtlMesh.Contracts;

/// <summary>How long one try of a stage may take, and how often it is tried again.</summary>
public sealed record StageLimits
{
    public required TimeSpan Timeout { get; init; }

    public required int Retries { get; init; }
}
