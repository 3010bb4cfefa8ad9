namespace EtlMesh.Contracts;

/// <summary>An immutable loaded table.</summary>
public sealed record SegmentRef
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    public required string Uid { get; init; }

    public required long Rows { get; init; }

    public string? Hi { get; init; }

    /// <summary>True when the segment holds the whole table, false when it is a delta.</summary>
    public bool Full { get; init; } = true;

    /// <summary>What was read of the table; null for a table without a watermark.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>As <see cref="TablePlan.FullRefresh"/>: the segment takes the place of all that the head has of the table.</summary>
    public bool FullRefresh { get; init; }
}
