namespace EtlMesh.Contracts;

/// <summary>Asks for a new segment from the accepted slices of a table.</summary>
public sealed record LoadTable : StageCommand
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>The new segment's uid, given by the saga: only this one counts.</summary>
    public required string SegmentUid { get; init; }

    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    public required IReadOnlyList<LandedSlice> Slices { get; init; }

    /// <summary>As <see cref="TablePlanned.Window"/> gave it.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>As <see cref="TablePlanned.Full"/> gave it.</summary>
    public bool Full { get; init; } = true;
}
