namespace EtlMesh.Contracts;

/// <summary>A segment is filled and reconciled against the manifest.</summary>
public sealed record TableLoaded : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    public required SegmentRef Segment { get; init; }

    public required TableCounts Counts { get; init; }
}
