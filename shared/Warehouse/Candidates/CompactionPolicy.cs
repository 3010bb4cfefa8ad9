namespace EtlMesh.Warehouse;

/// <summary>When a table's segments become one new base.</summary>
public sealed record CompactionPolicy
{
    /// <summary>Most deltas behind a base.</summary>
    public int Deltas { get; init; } = 8;

    /// <summary>Rows of all deltas, as a share of the base's. It counts for tables with a key: without one nothing is laid over anything.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>Fewer rows of deltas cost nothing worth a new base.</summary>
    public long AtLeast { get; init; } = 10_000;

    internal bool IsDue(SnapshotTable table)
    {
        var deltas = table.Segments.Skip(1).ToList();
        var rows = deltas.Sum(delta => delta.Rows);
        return deltas.Count > Deltas || (table.Key.Count > 0 && rows >= AtLeast && rows > Share * table.Segments[0].Rows);
    }
}
