using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>What one night read of a table, within a compacted segment.</summary>
public sealed record SnapshotPart
{
    public TableWindow? Window { get; init; }

    /// <summary>Greatest watermark of its rows, as text; null when it has none.</summary>
    public string? Hi { get; init; }

    /// <summary>Its night was read again since: these rows are no longer seen.</summary>
    public bool Gone { get; init; }
}
