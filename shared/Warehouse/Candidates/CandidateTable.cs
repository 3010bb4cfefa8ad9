using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A source table of a candidate: the run's new segment, and how segments overlay.</summary>
public sealed record CandidateTable
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>The run's segment; null takes the parent's segments as they are.</summary>
    public SegmentRef? Segment { get; init; }

    /// <summary>The columns that the pipeline file declares; null: what the release has stays, also when the source has it no more.</summary>
    public IReadOnlyList<ColumnSpec>? Declared { get; init; }

    /// <summary>The key's columns; none: the segments are appended.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The watermark's column; null: the later load wins.</summary>
    public string? Watermark { get; init; }

    /// <summary>The column that is true in tombstones; null without one.</summary>
    public string? Deleted { get; init; }
}
