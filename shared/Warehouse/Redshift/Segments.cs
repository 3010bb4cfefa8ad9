using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Redshift;

/// <inheritdoc cref="ISegments"/>
/// <param name="engine">The server.</param>
/// <param name="store">Where staged data lies; null for who loads nothing.</param>
internal sealed class Segments(Engine engine, IObjectStore? store) : ISegments
{
    /// <summary>Characters of a text that are kept in <c>etl.quarantine</c>: four bytes each fit a column.</summary>
    private const int Kept = 16000;

    public async Task<SegmentLoad> LoadAsync(SegmentSpec spec, IReadOnlyList<LandedObject> landed, CancellationToken ct)
    {
        var doing = $"loading segment {spec.Uid} of {spec.Source}.{spec.Table}";
        var schema = Names.RawSchema(spec.Pipeline);
        if (await engine.ReadAsync(doing, session => FindAsync(session, spec, ct), ct) is { } known)
            return known;
        await Objects.EnsureSchemaAsync(engine, doing, schema, ct);
        await using var staged = await StagedObjects.WriteAsync(Store, $"segment {spec.Uid} of {spec.Source}.{spec.Table}", Uid.New(), landed, Landed(spec.Columns), ct);
        var process = 0;
        try
        {
            return await engine.RunAsync(doing, async session =>
            {
                process = session.Connection.ProcessID;
                return await LoadAsync(session, doing, spec, schema, staged.Manifest, ct);
            }, ct);
        }
        catch (TerminalEtlException failure)
        {
            throw await LoadErrors.ExplainedAsync(engine, doing, process, failure, ct);
        }
    }

    public async Task QuarantineAsync(SegmentSpec spec, LandedObject quarantined, CancellationToken ct)
    {
        var doing = $"indexing the quarantine object {quarantined.Key}";
        await using var staged = await StagedObjects.WriteAsync(Store, $"quarantine object {quarantined.Key}", Uid.New(), [quarantined], relation => Records(spec, quarantined.Key, relation), ct);
        await engine.DecideAsync(doing, async session =>
        {
            using var effect = Effects.Start("quarantine.index", spec.RunId, spec.Attempt, quarantined.Key);
            await session.ExecuteAsync("delete from etl.quarantine where quarantine_object = $1", ct, quarantined.Key);
            await engine.Cluster.CopyAsync(session, new CopyStatement("etl.quarantine", staged.Manifest!, engine.Role), ct);
            await session.CommitAsync(ct);
            return true;
        }, ct);
    }

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.DecideAsync($"discarding the segments of attempt {attempt} of run {runId:D}", session => Discards.SegmentsAsync(session, engine.Now, runId, attempt, ct), ct);

    private IObjectStore Store => store ?? throw new InvalidOperationException("Who opened the warehouse said that nothing is loaded.");

    internal static string Create(string table, IReadOnlyList<ColumnSpec> columns) =>
        $"create table {table} ({string.Join(", ", columns.Select(column => $"{Column.Quoted(column.Name)} {RedshiftType.Of(column.Type).Stored}"))})";

    /// <summary>The rows of a relation as COPY takes them; null when it takes them as they are.</summary>
    internal static Func<string, string>? Landed(IReadOnlyList<ColumnSpec> columns) =>
        columns.All(column => RedshiftType.Of(column.Type).Landed is null)
            ? null
            : relation => $"select {string.Join(", ", columns.Select(column => $"{RedshiftType.Of(column.Type).LandedOf(Sql.Identifier(column.Name), column.Type)} as {Sql.Identifier(column.Name)}"))} from {relation}";

    // COPY first, what goes into etl last, and nothing of etl is read here: then loads conflict with nobody, however long they take.
    private async Task<SegmentLoad> LoadAsync(Session session, string doing, SegmentSpec spec, string schema, string? manifest, CancellationToken ct)
    {
        // Read beside this transaction. Two who load it at once meet at the table's name, and the second comes back here.
        if (await engine.ReadAsync(doing, reading => FindAsync(reading, spec, ct), ct) is { } known)
            return known;
        await Objects.StayAsync(session, schema, ct);
        using var effect = Effects.Start("segment.fill", spec.RunId, spec.Attempt, $"{spec.Source}.{spec.Table}");
        var table = Table(spec);
        await session.ExecuteAsync(Create(table, spec.Columns), ct);
        if (manifest is not null)
            await engine.Cluster.CopyAsync(session, new CopyStatement(table, manifest, engine.Role), ct);
        var load = await MeasureAsync(session, spec, table, ct);
        await session.ExecuteAsync("insert into etl.segments values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", ct,
            spec.Uid, spec.Pipeline, spec.Source, spec.Table, spec.RunId.ToString("D"), spec.Attempt, load.Rows, spec.Bytes, spec.Hi,
            Json.Write(spec.Columns), spec.Manifest, engine.Now, spec.Full);
        await Audit.WriteAsync(session, engine.Now, spec.RunId, spec.Attempt, StageNames.Load, "segment.commit", $"{spec.Source}.{spec.Table} {spec.Uid}", ct, load.Rows, spec.Bytes);
        await session.CommitAsync(ct, "segment.commit");
        return load;
    }

    private static async Task<SegmentLoad?> FindAsync(Session session, SegmentSpec spec, CancellationToken ct) =>
        await session.ScalarAsync<long>("select count(*) from etl.segments where uid = $1", ct, spec.Uid) > 0
            ? await MeasureAsync(session, spec, Table(spec), ct)
            : null;

    private static string Table(SegmentSpec spec) => Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(spec.Source, spec.Table, spec.Uid));

    private static async Task<SegmentLoad> MeasureAsync(Session session, SegmentSpec spec, string table, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var (rows, sums) = await SegmentSums.ComputeAsync(session, connection, table, spec.Columns, ct);
        return SegmentLoad.Of(spec, rows, sums);
    }

    // A record is what could not be read: a NUL in it is shown, not refused, and of a long one the beginning.
    private static string Records(SegmentSpec spec, string key, string relation) =>
        $"""
        select {Sql.Literal(spec.Pipeline)} as pipeline, {Sql.Literal($"{spec.Source}.{spec.Table}")} as table_name, {Sql.Literal(spec.RunId.ToString("D"))} as run_id,
               cast({Sql.Literal(spec.Attempt)} as integer) as attempt, {Text("object")}, cast("line" as bigint) as "line", {Text("reason")}, {Text("record")}, {Sql.Literal(key)} as quarantine_object
        from {relation}
        """;

    private static string Text(string column) =>
        $"left(replace(cast(\"{column}\" as varchar), chr(0), '\\0'), {Sql.Literal(Kept)}) as \"{column}\"";
}
