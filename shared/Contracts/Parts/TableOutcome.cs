namespace EtlMesh.Contracts;

/// <summary>A table of a run and its counts.</summary>
public sealed record TableOutcome
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    public required TableCounts Counts { get; init; }
}
