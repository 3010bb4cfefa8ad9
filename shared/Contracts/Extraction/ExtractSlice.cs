namespace EtlMesh.Contracts;

/// <summary>Asks for one slice of a table as Parquet in landing.</summary>
public sealed record ExtractSlice : StageCommand
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Slice k of n, from 1.</summary>
    public required int K { get; init; }

    public required int N { get; init; }

    /// <summary>The slice, as <see cref="TablePlanned.Slices"/> gave it.</summary>
    public required string Slice { get; init; }

    public required IReadOnlyList<ColumnSpec> Columns { get; init; }
}
