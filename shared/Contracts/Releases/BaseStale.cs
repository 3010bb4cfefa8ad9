namespace EtlMesh.Contracts;

/// <summary>Another release became the head since the candidate was begun: it must be built again.</summary>
public sealed record BaseStale : RunMessage
{
    /// <summary>The release that could not be published.</summary>
    public required string Release { get; init; }

    /// <summary>The head that took the place; null when there is none any more.</summary>
    public string? Head { get; init; }
}
