namespace EtlMesh.Contracts;

/// <summary>What the head's snapshot knows of a table; empty before its first night.</summary>
public sealed record TableBase
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>The watermark of the head, as text in the column's type; null without one.</summary>
    public string? Hi { get; init; }

    /// <summary>The columns pinned by the head's release; null before the first.</summary>
    public IReadOnlyList<ColumnSpec>? Columns { get; init; }
}
