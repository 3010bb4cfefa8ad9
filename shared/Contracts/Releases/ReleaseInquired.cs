namespace EtlMesh.Contracts;

/// <summary>What became of a publish.</summary>
public sealed record ReleaseInquired : RunMessage
{
    public required string Release { get; init; }

    public required bool Published { get; init; }
}
