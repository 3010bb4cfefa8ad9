using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>How far the night knows a table to be.</summary>
public sealed class TableProgress
{
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Every slice is in landing.</summary>
    public bool Extracted { get; set; }

    /// <summary>The loaded segment; null until then.</summary>
    public SegmentRef? Segment { get; set; }

    public TableCounts? Counts { get; set; }
}
