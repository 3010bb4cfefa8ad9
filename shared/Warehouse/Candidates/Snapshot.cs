namespace EtlMesh.Warehouse;

/// <summary>The segments that a build reads; <c>etl.releases.snapshot</c> holds it as JSON.</summary>
public sealed record Snapshot
{
    public required IReadOnlyList<SnapshotTable> Tables { get; init; }
}
