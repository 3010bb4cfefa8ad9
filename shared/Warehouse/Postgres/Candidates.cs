namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="ICandidates"/>
internal sealed class Candidates(Engine engine) : ServerCandidates(engine, new ModelBuilder(engine))
{
    protected override string Source(SnapshotTable table, Func<SnapshotSegment, string> relation) => Overlay.Select(table, relation);

    protected override async Task FillBaseAsync(Session session, string name, SnapshotTable table, Func<SnapshotSegment, string> relation, CancellationToken ct)
    {
        await session.ExecuteAsync($"create table {name} as\n{Overlay.Select(table, relation, withTombstones: true)}", ct);
        await session.ExecuteAsync($"analyze {name}", ct);
    }
}
