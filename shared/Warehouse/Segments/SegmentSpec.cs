using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A segment to be loaded.</summary>
public sealed record SegmentSpec
{
    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    public required string Uid { get; init; }

    /// <summary>The segment's columns, in order.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    /// <summary>Greatest watermark, as text; null without one.</summary>
    public string? Hi { get; init; }

    /// <summary>True when the segment holds the whole table, false when it is a delta.</summary>
    public bool Full { get; init; } = true;

    /// <summary>What was read of the table; null for a table without a watermark.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>Key of the manifest in the object store.</summary>
    public string? Manifest { get; init; }

    /// <summary>Bytes of the Parquet objects.</summary>
    public long Bytes { get; init; }
}
