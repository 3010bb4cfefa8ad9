namespace EtlMesh.Cli;

/// <summary>The document of <c>run --output json</c>: names are written in snake case, absent values as null.</summary>
public sealed record RunDocument
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The business date, <c>yyyy-MM-dd</c>.</summary>
    public required DateOnly RunDate { get; init; }

    /// <summary>0 when the run date was published before and no attempt was made.</summary>
    public required int Attempt { get; init; }

    public required RunState State { get; init; }

    public required IReadOnlyList<StageDocument> Stages { get; init; }

    public required IReadOnlyList<TableDocument> Tables { get; init; }

    public required IReadOnlyList<ModelDocument> Models { get; init; }

    public required ChecksDocument Checks { get; init; }

    public required ReleaseDocument Release { get; init; }

    /// <summary>Path of the report, absolute; null without one.</summary>
    public required string? Report { get; init; }

    /// <summary>What happened, where, and what to do; null when the run completed.</summary>
    public required string? Error { get; init; }
}
