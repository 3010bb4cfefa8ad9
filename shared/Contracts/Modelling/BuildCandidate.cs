namespace EtlMesh.Contracts;

/// <summary>Asks for the models of the run, built on its segments into a candidate that nobody sees.</summary>
public sealed record BuildCandidate : StageCommand
{
    public required string CandidateUid { get; init; }

    /// <summary>The head the candidate builds on; null for the first night.</summary>
    public string? Parent { get; init; }

    /// <summary>This run's new segments.</summary>
    public required IReadOnlyList<SegmentRef> Segments { get; init; }

    /// <summary>Which models to build, in dbt's selector words; null for all.</summary>
    public string? Select { get; init; }
}
