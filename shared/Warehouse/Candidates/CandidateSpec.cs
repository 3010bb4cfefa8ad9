namespace EtlMesh.Warehouse;

/// <summary>A candidate to be built.</summary>
public sealed record CandidateSpec
{
    public required string Uid { get; init; }

    public required string Pipeline { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly RunDate { get; init; }

    /// <summary>SHA-256 (lowercase hex) of the bundle.</summary>
    public required string BundleHash { get; init; }

    /// <summary>The head that the candidate builds on; null for the first night.</summary>
    public string? Parent { get; init; }

    /// <summary>The pipeline's source tables.</summary>
    public required IReadOnlyList<CandidateTable> Tables { get; init; }

    /// <summary>When segments become a new base.</summary>
    public CompactionPolicy Compaction { get; init; } = new();
}
