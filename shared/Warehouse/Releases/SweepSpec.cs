namespace EtlMesh.Warehouse;

/// <summary>What a sweep keeps.</summary>
public sealed record SweepSpec
{
    public required string Pipeline { get; init; }

    /// <summary>The newest releases to keep; the head is kept anyhow.</summary>
    public int KeepReleases { get; init; } = 14;

    /// <summary>How long the objects of attempts that ended without a release are kept.</summary>
    public TimeSpan KeepFailed { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Releases to keep whatever their age.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];
}
