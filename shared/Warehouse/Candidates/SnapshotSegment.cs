using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A segment within a snapshot.</summary>
public sealed record SnapshotSegment
{
    public required string Uid { get; init; }

    public required long Rows { get; init; }

    /// <summary>The columns that the segment itself has.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    /// <summary>Greatest watermark of the segment, as text in the column's type; null without one.</summary>
    public string? Hi { get; init; }

    /// <summary>What was read of the table; null without a watermark.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>The run that read it; null in releases from before it was kept, and when it was compacted.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What a compacted segment of a table without a key was made of; empty for one that was loaded, and where a key tells rows apart.</summary>
    public IReadOnlyList<SnapshotPart> Parts { get; init; } = [];
}
