namespace EtlMesh.Contracts;

/// <summary>A table of a run.</summary>
public sealed record TablePlan
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }
}
