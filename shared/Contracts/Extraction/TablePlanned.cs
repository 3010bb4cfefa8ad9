namespace EtlMesh.Contracts;

/// <summary>A table was divided into slices.</summary>
public sealed record TablePlanned : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>What each slice reads, in the words of its connector; slice k is at k - 1.</summary>
    public required IReadOnlyList<string> Slices { get; init; }

    /// <summary>The table's columns, in order: declared, pinned or sniffed.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    /// <summary>What the slices read of the table; null for a table without a watermark.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>True when the slices together are the whole table, false when they are a delta.</summary>
    public bool Full { get; init; } = true;
}
