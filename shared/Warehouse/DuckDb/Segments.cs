using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="ISegments"/>
internal sealed class Segments(Engine engine) : ISegments
{
    public async Task<SegmentLoad> LoadAsync(SegmentSpec spec, IReadOnlyList<LandedObject> landed, CancellationToken ct)
    {
        var doing = $"loading segment {spec.Uid} of {spec.Source}.{spec.Table}";
        await engine.RunAloneAsync(doing, connection => Ensure(connection, spec, ct), ct);
        await using var files = await LandedFiles.FetchAsync(landed, ct);
        return await engine.RunAsync(doing, connection => Load(connection, spec, files.Paths, ct), ct);
    }

    public async Task QuarantineAsync(SegmentSpec spec, LandedObject quarantined, CancellationToken ct)
    {
        await using var file = await quarantined.FetchAsync(ct);
        await engine.RunAloneAsync($"indexing the quarantine object {quarantined.Key}", connection =>
        {
            using var effect = Effects.Start("quarantine.index", spec.RunId, spec.Attempt, quarantined.Key);
            using var transaction = connection.Begin();
            connection.Execute("delete from etl.quarantine where quarantine_object = ?", ct, quarantined.Key);
            var rows = connection.Execute(
                $"""
                insert into etl.quarantine
                select ?, ?, ?, ?, "object"::varchar, "line"::bigint, "reason"::varchar, "record"::varchar, ?
                from read_parquet({Sql.Literal(file.LocalPath)})
                """, ct, spec.Pipeline, $"{spec.Source}.{spec.Table}", spec.RunId.ToString("D"), spec.Attempt, quarantined.Key);
            transaction.Commit();
            return rows;
        }, ct);
    }

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAloneAsync($"discarding the segments of attempt {attempt} of run {runId:D}", connection =>
        {
            Discards.Segments(connection, engine.Now, runId, attempt, ct);
            return true;
        }, ct);

    private static bool Ensure(DuckDbConnection connection, SegmentSpec spec, CancellationToken ct)
    {
        Objects.EnsureSchema(connection, Names.RawSchema(spec.Pipeline), ct);
        return true;
    }

    private SegmentLoad Load(DuckDbConnection connection, SegmentSpec spec, IReadOnlyList<string> paths, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var table = Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(spec.Source, spec.Table, spec.Uid));
        if (connection.Scalar<long>("select count(*) from etl.segments where uid = ?", ct, spec.Uid) > 0)
            return Measure(connection, spec, table, ct);
        using var effect = Effects.Start("segment.fill", spec.RunId, spec.Attempt, $"{spec.Source}.{spec.Table}");
        connection.Execute(SegmentSql.Create(table, spec.Columns), ct);
        if (paths.Count > 0)
            connection.Execute(SegmentSql.Fill(table, spec.Columns, paths), ct);
        var load = Measure(connection, spec, table, ct);
        connection.Execute("insert into etl.segments values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
            spec.Uid, spec.Pipeline, spec.Source, spec.Table, spec.RunId.ToString("D"), spec.Attempt, load.Rows, spec.Bytes, spec.Hi,
            Json.Write(spec.Columns), spec.Manifest, engine.Now, spec.Full);
        Audit.Write(connection, engine.Now, spec.RunId, spec.Attempt, StageNames.Load, "segment.commit", $"{spec.Source}.{spec.Table} {spec.Uid}", load.Rows, spec.Bytes);
        transaction.Commit("segment.commit");
        return load;
    }

    private static SegmentLoad Measure(DuckDbConnection connection, SegmentSpec spec, string table, CancellationToken ct)
    {
        var (rows, sums) = ColumnSums.Compute(connection, table, ct);
        return SegmentLoad.Of(spec, rows, sums);
    }
}
