namespace EtlMesh.Contracts;

/// <summary>Starts the extract and load of one table.</summary>
public sealed record TransferTable : StageCommand
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Table k of n of the run, from 1.</summary>
    public required int TableK { get; init; }

    public required int TableN { get; init; }

    /// <summary>What the head knows of the table.</summary>
    public required TableBase Base { get; init; }

    public required StageLimits Extract { get; init; }

    public required StageLimits Load { get; init; }

    /// <summary>As in <see cref="PlanTable.AsOfNow"/>.</summary>
    public bool AsOfNow { get; init; }
}
