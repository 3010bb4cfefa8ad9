namespace EtlMesh.Contracts;

/// <summary>Every slice of a table is in landing; its load begins.</summary>
public sealed record TableExtracted : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Table k of n of the run, from 1.</summary>
    public required int TableK { get; init; }

    public required int TableN { get; init; }
}
