namespace EtlMesh.Warehouse;

/// <summary>The segments that a build reads; <c>etl.releases.snapshot</c> holds it as JSON.</summary>
public sealed record Snapshot
{
    public required IReadOnlyList<SnapshotTable> Tables { get; init; }

    /// <summary>The latest run date that the segments stand for; null in releases from before it was kept.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>A source table; null when it is not there.</summary>
    public SnapshotTable? Find(string source, string table) => Tables.FirstOrDefault(known => known.Source == source && known.Table == table);
}
