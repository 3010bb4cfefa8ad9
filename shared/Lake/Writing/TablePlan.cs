using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>Which partitions of the parent's catalog go on as they are.</summary>
/// <param name="past">The table in the parent's catalog, partitioned alike; null when there is none.</param>
/// <param name="schema">The columns that readers will see.</param>
/// <param name="sizes">When files are too small to be left.</param>
internal sealed class TablePlan(LakeTable? past, LakeSchema schema, FileSizes sizes)
{
    private readonly Dictionary<DateOnly, LakePartition> _known = past?.Partitions.ToDictionary(partition => partition.Date ?? default) ?? [];

    /// <summary>The partition as it is; null when it has to be written: its rows differ, its columns cannot be read as the new ones, or its files are small.</summary>
    public LakePartition? Kept(ExportedPartition partition) =>
        _known.TryGetValue(partition.Date ?? default, out var known)
        && known.Digest == partition.Digest && known.Rows == partition.Rows
        && !sizes.AreSmall(known)
        && SchemaVersions.IsReadable(past!.SchemaOf(known.Schema).Columns, schema.Columns)
            ? known
            : null;
}
