using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A segment within a snapshot.</summary>
public sealed record SnapshotSegment
{
    public required string Uid { get; init; }

    public required long Rows { get; init; }

    /// <summary>The columns that the segment itself has.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }
}
