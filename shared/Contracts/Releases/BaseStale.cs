namespace EtlMesh.Contracts;

/// <summary>Another release became the head since the candidate was begun: it must be built again.</summary>
public sealed record BaseStale : RunMessage
{
    public string? Head { get; init; }
}
