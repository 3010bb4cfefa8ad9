using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A source table of a snapshot.</summary>
public sealed record SnapshotTable
{
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Greatest watermark, as text in the column's type; null without one.</summary>
    public string? Hi { get; init; }

    /// <summary>The columns of <c>source()</c>, in order: those of the segments, new ones last, each with its latest type.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    public IReadOnlyList<string> Key { get; init; } = [];

    public string? Watermark { get; init; }

    public string? Deleted { get; init; }

    /// <summary>What the release's own run read of the table; null without a watermark, and in releases from before it was kept.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>In load order: a base, then its deltas.</summary>
    public required IReadOnlyList<SnapshotSegment> Segments { get; init; }
}
