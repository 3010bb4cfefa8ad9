namespace EtlMesh.Contracts;

/// <summary>The release is the head, or already was.</summary>
public sealed record ReleasePublished : RunMessage
{
    public required string Release { get; init; }
}
