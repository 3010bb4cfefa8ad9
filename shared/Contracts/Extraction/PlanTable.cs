namespace EtlMesh.Contracts;

/// <summary>Asks the extractor to divide a table into slices.</summary>
public sealed record PlanTable : StageCommand
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>What the head knows of the table.</summary>
    public required TableBase Base { get; init; }

    /// <summary>A table that only tells how it is now may stand for an older run date.</summary>
    public bool AsOfNow { get; init; }
}
