namespace EtlMesh.Warehouse.Redshift;

/// <inheritdoc cref="ICandidates"/>
internal sealed class Candidates(Engine engine) : ServerCandidates(engine, new ModelBuilder(engine))
{
    private readonly Engine engine = engine;

    protected override string Source(SnapshotTable table, Func<SnapshotSegment, string> relation) => Overlay.Select(table, relation);

    // Of the types that segments have, which are not those that source() shows.
    protected override async Task FillBaseAsync(Session session, string name, SnapshotTable table, Func<SnapshotSegment, string> relation, CancellationToken ct)
    {
        await session.ExecuteAsync(Segments.Create(name, table.Columns), ct);
        var values = table.Columns.Select(column => RedshiftType.Of(column.Type).StoredOf(Column.Quoted(column.Name)));
        await session.ExecuteAsync($"insert into {name} select {string.Join(", ", values)} from (\n{Overlay.Select(table, relation, withTombstones: true)}\n) as compacted", ct);
    }

    protected override Task BeginBuildingAsync(Session session, string schema, CancellationToken ct) => Building.BeginAsync(session, schema, ct);

    // In a transaction of its own: whoever waits for builders must not have the turn meanwhile.
    protected override Task EndBuildingAsync(CandidateSpec spec, string doing, CancellationToken ct) => engine.RunAsync(doing, async session =>
    {
        var schema = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        if (!await Objects.HasSchemaAsync(session, schema, ct))
            return false; // sealing says why
        await Building.EndAsync(session, schema, ct);
        await session.CommitAsync(ct);
        return true;
    }, ct);
}
