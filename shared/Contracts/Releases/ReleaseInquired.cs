namespace EtlMesh.Contracts;

/// <summary>What became of a publish.</summary>
public sealed record ReleaseInquired : RunMessage
{
    public required string Release { get; init; }

    public required bool Published { get; init; }

    /// <summary>As <see cref="InquireRelease.Forbid"/> asked; null from a service that does not know the question.</summary>
    public bool? Forbidden { get; init; }
}
