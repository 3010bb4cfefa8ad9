using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="ICandidates"/>
internal sealed class Candidates(Engine engine) : ICandidates
{
    private readonly ModelBuilder _models = new(engine.Clock);

    public async Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct)
    {
        var doing = $"beginning candidate {spec.Uid} of {spec.Pipeline}";
        var bases = new Dictionary<(string, string), SnapshotSegment>();
        // Large tables take their time, and nobody else's work waits for it.
        foreach (var (table, uid) in await engine.RunAsync(doing, connection => Due(connection, spec, ct), ct))
            bases[(table.Source, table.Table)] = await engine.RunAsync($"compacting {table.Source}.{table.Table} of {spec.Pipeline}", connection => Compact(connection, spec, table, uid, ct), ct);
        return await engine.RunAloneAsync(doing, connection => Begin(connection, spec, bases, ct), ct);
    }

    public Task<ModelBuild> BuildAsync(CandidateSpec spec, ModelSpec model, CancellationToken ct) =>
        engine.RunAsync($"building model {model.Name}", connection => _models.Build(connection, spec, model, ct), ct);

    public Task<ModelBuild> LoadSeedAsync(CandidateSpec spec, SeedSpec seed, CancellationToken ct) =>
        engine.RunAsync($"loading seed {seed.Name}", connection => _models.Load(connection, spec, seed, ct), ct);

    public Task<ModelBuild> CarryAsync(CandidateSpec spec, string model, CancellationToken ct) =>
        engine.RunAsync($"carrying model {model} over from release {spec.Parent}", connection => _models.Carry(connection, spec, model, ct), ct);

    public Task<string> SealAsync(CandidateSpec spec, CancellationToken ct) =>
        engine.RunAloneAsync($"sealing candidate {spec.Uid} of {spec.Pipeline}", connection => Seal(connection, spec, ct), ct);

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAloneAsync($"discarding the candidates of attempt {attempt} of run {runId:D}", connection =>
        {
            Discards.Candidates(connection, engine.Now, runId, attempt, ct);
            return true;
        }, ct);

    private static IReadOnlyList<(SnapshotTable Table, string Uid)> Due(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        return CandidateRows.Find(connection, spec.Uid, ct) is null ? Compaction.Due(spec, Compose(connection, spec, ct)) : [];
    }

    private SnapshotSegment Compact(DuckDbConnection connection, CandidateSpec spec, SnapshotTable table, string uid, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        if (connection.Scalar<long?>("select rows from etl.segments where uid = ?", ct, uid) is { } known)
            return Compaction.Base(table, uid, known);
        using var effect = Effects.Start("segment.fill", spec.RunId, spec.Attempt, $"{table.Source}.{table.Table}");
        var name = Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(table.Source, table.Table, uid));
        connection.Execute($"create table {name} as\n{Overlay.Select(table, Segment(spec, table), withTombstones: true)}", ct);
        var rows = connection.Scalar<long>($"select count(*) from {name}", ct);
        connection.Execute("insert into etl.segments values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, null, ?, true)", ct,
            uid, spec.Pipeline, table.Source, table.Table, spec.RunId.ToString("D"), spec.Attempt, rows, table.Hi, Json.Write(table.Columns), engine.Now);
        Audit.Write(connection, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "segment.compact", $"{table.Source}.{table.Table} {uid} of {table.Segments.Count} segments", rows);
        transaction.Commit("segment.commit");
        return Compaction.Base(table, uid, rows);
    }

    private static Func<SnapshotSegment, string> Segment(CandidateSpec spec, SnapshotTable table) =>
        segment => Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(table.Source, table.Table, segment.Uid));

    private static Snapshot Compose(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        var parent = connection.Scalar<string>("select snapshot from etl.releases where id = ? and pipeline = ?", ct, spec.Parent, spec.Pipeline);
        return Snapshots.Compose(connection, spec, parent,
            uid => connection.Scalar<string>("select columns from etl.segments where uid = ? and pipeline = ?", ct, uid, spec.Pipeline), ct);
    }

    private Snapshot Begin(DuckDbConnection connection, CandidateSpec spec, IReadOnlyDictionary<(string, string), SnapshotSegment> bases, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        if (CandidateRows.Find(connection, spec.Uid, ct) is { } begun)
            return begun.Snapshot;
        using var effect = Effects.Start("candidate.begin", spec.RunId, spec.Attempt, spec.Uid);
        var snapshot = Compaction.With(Compose(connection, spec, ct), bases);
        var schema = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        connection.Execute($"create schema {Sql.Identifier(schema)}", ct);
        foreach (var table in snapshot.Tables)
        {
            var query = Overlay.Select(table, Segment(spec, table));
            connection.Execute($"create view {Objects.Quoted(schema, Names.Source(table.Source, table.Table))} as\n{query}", ct);
        }

        connection.Execute("insert into etl.candidates values (?, ?, ?, ?, ?, ?, ?, null, null, ?, null)", ct,
            spec.Uid, spec.Pipeline, spec.RunId.ToString("D"), spec.Attempt, spec.Parent, spec.BundleHash, Json.Write(snapshot), engine.Now);
        Audit.Write(connection, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "candidate.begin", spec.Uid);
        transaction.Commit();
        return snapshot;
    }

    private string Seal(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        if (CandidateRows.Find(connection, spec.Uid, ct) is { Fingerprint: { } known })
            return known;
        using var effect = Effects.Start("candidate.seal", spec.RunId, spec.Attempt, spec.Uid);
        var candidate = CandidateRow.Unsealed(CandidateRows.Find(connection, spec.Uid, ct), spec.Uid);
        var fingerprint = Fingerprint.Of(candidate, ModelRows.Of(connection, spec.Uid, ct));
        connection.Execute("update etl.candidates set fingerprint = ?, sealed_at = ? where uid = ?", ct, fingerprint, engine.Now, spec.Uid);
        Audit.Write(connection, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "candidate.seal", $"{spec.Uid} {fingerprint}");
        transaction.Commit();
        return fingerprint;
    }
}
