namespace EtlMesh.Contracts;

/// <summary>A table of a run.</summary>
public sealed record TablePlan
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>The table is read whole, and starts anew: neither its watermark, nor its columns, nor its segments are taken over from the head.</summary>
    public bool FullRefresh { get; init; }
}
