namespace EtlMesh.Contracts;

/// <summary>A table is extracted, loaded and reconciled.</summary>
public sealed record TableTransferred : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Table k of n of the run, from 1.</summary>
    public required int TableK { get; init; }

    public required int TableN { get; init; }

    public required SegmentRef Segment { get; init; }

    public required TableCounts Counts { get; init; }
}
