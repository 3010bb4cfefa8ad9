namespace EtlMesh.Contracts;

/// <summary>A table could not be extracted or loaded, after its retries.</summary>
public sealed record TableTransferFailed : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Table k of n of the run, from 1.</summary>
    public required int TableK { get; init; }

    public required int TableN { get; init; }

    /// <summary>extract or load.</summary>
    public required string Stage { get; init; }

    public required string Reason { get; init; }

    /// <summary>The step of the <see cref="TransferTable"/> that this answers.</summary>
    public required int Step { get; init; }
}
