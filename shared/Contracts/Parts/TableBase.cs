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

    /// <summary>The key by which the head lays segments over each other; empty without one.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The column that <see cref="Hi"/> is a value of; null without one.</summary>
    public string? Watermark { get; init; }

    /// <summary>The latest run date that the head stands for; null before its first night.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What this very run read of the table when it was published before; null when it was not, or the table has no watermark.</summary>
    public TableWindow? Window { get; init; }
}
