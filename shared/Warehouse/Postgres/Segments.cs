using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="ISegments"/>
internal sealed class Segments(Engine engine) : ISegments
{
    public async Task<SegmentLoad> LoadAsync(SegmentSpec spec, IReadOnlyList<LandedObject> landed, CancellationToken ct)
    {
        var doing = $"loading segment {spec.Uid} of {spec.Source}.{spec.Table}";
        var schema = Names.RawSchema(spec.Pipeline);
        await Objects.EnsureSchemaAsync(engine, doing, schema, ct);
        await using var files = await LandedFiles.FetchAsync(landed, ct);
        return await Task.Run(() => engine.RunAsync(doing, session => LoadAsync(session, spec, schema, files.Paths, ct), ct), ct);
    }

    public async Task QuarantineAsync(SegmentSpec spec, LandedObject quarantined, CancellationToken ct)
    {
        var objectKey = quarantined.Key;
        await using var file = await quarantined.FetchAsync(ct);
        await engine.RunAsync($"indexing the quarantine object {objectKey}", async session =>
        {
            using var effect = Effects.Start("quarantine.index", spec.RunId, spec.Attempt, objectKey);
            await session.LockAsync("quarantine", objectKey, ct);
            await session.ExecuteAsync("delete from etl.quarantine where quarantine_object = $1", ct, objectKey);
            await session.ExecuteAsync("create temporary table quarantined (object text, line bigint, reason text, record text) on commit drop", ct);
            using var files = ParquetRows.OpenEngine();
            using var reader = files.Connect();
            // A record is what could not be read: a NUL in it is shown, not refused.
            await TableCopy.RunAsync(session, "pg_temp.quarantined", reader,
                $"""
                select replace("object"::varchar, chr(0), '\0') as "object", "line"::bigint as "line",
                       replace("reason"::varchar, chr(0), '\0') as "reason", replace("record"::varchar, chr(0), '\0') as "record"
                from read_parquet({Sql.Literal(file.LocalPath)})
                """, $"quarantine object {objectKey}", ct);
            await session.ExecuteAsync("insert into etl.quarantine select $1, $2, $3, $4, object, line, reason, record, $5 from pg_temp.quarantined", ct,
                spec.Pipeline, $"{spec.Source}.{spec.Table}", spec.RunId.ToString("D"), spec.Attempt, objectKey);
            await session.CommitAsync(ct);
            return true;
        }, ct);
    }

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAsync($"discarding the segments of attempt {attempt} of run {runId:D}", session => Discards.SegmentsAsync(session, engine.Now, runId, attempt, ct), ct);

    private async Task<SegmentLoad> LoadAsync(Session session, SegmentSpec spec, string schema, IReadOnlyList<string> paths, CancellationToken ct)
    {
        using var files = ParquetRows.OpenEngine();
        using var reader = files.Connect();
        // Another loader of the same segment ends first; then the segment is there.
        await session.LockAsync("segment", spec.Uid, ct);
        var table = Objects.Quoted(schema, Names.Segment(spec.Source, spec.Table, spec.Uid));
        if (await session.ScalarAsync<long>("select count(*) from etl.segments where uid = $1", ct, spec.Uid) > 0)
            return await MeasureAsync(session, reader, spec, table, ct);
        await Objects.StayAsync(session, schema, ct);
        using var effect = Effects.Start("segment.fill", spec.RunId, spec.Attempt, $"{spec.Source}.{spec.Table}");
        await session.ExecuteAsync(Create(table, spec.Columns), ct);
        if (paths.Count > 0)
        {
            using var rows = new RowReading(reader, ParquetRows.Select(spec.Columns, paths), $"segment {spec.Uid} of {spec.Source}.{spec.Table}", ct);
            await SegmentParts.FillAsync(engine, session, spec, table, rows, ct);
        }

        var load = await MeasureAsync(session, reader, spec, table, ct);
        await session.ExecuteAsync("insert into etl.segments values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", ct,
            spec.Uid, spec.Pipeline, spec.Source, spec.Table, spec.RunId.ToString("D"), spec.Attempt, load.Rows, spec.Bytes, spec.Hi,
            Json.Write(spec.Columns), spec.Manifest, engine.Now, spec.Full);
        await Audit.WriteAsync(session, engine.Now, spec.RunId, spec.Attempt, StageNames.Load, "segment.commit", $"{spec.Source}.{spec.Table} {spec.Uid}", ct, load.Rows, spec.Bytes);
        await session.CommitAsync(ct, "segment.commit");
        return load;
    }

    internal static string Create(string table, IReadOnlyList<ColumnSpec> columns) =>
        $"create table {table} ({string.Join(", ", columns.Select(column => $"{Column.Quoted(column.Name)} {PostgresType.Of(column.Type).Sql}"))})";

    private static async Task<SegmentLoad> MeasureAsync(Session session, DuckDbConnection reader, SegmentSpec spec, string table, CancellationToken ct)
    {
        var (rows, sums) = await SegmentSums.ComputeAsync(session, reader, table, spec.Columns, ct);
        return SegmentLoad.Of(spec, rows, sums);
    }
}
