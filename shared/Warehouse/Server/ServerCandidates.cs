using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <inheritdoc cref="ICandidates"/>
/// <param name="engine">The server.</param>
/// <param name="models">Builds its models.</param>
internal abstract class ServerCandidates(ServerEngine engine, IModelBuilder models) : ICandidates
{
    public async Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct)
    {
        var doing = $"beginning candidate {spec.Uid} of {spec.Pipeline}";
        var bases = new Dictionary<(string, string), SnapshotSegment>();
        foreach (var (table, uid) in await engine.ReadAsync(doing, session => DueAsync(session, spec, ct), ct))
        {
            var compacting = $"compacting {table.Source}.{table.Table} of {spec.Pipeline}";
            bases[(table.Source, table.Table)] = await engine.RunAsync(compacting, session => CompactAsync(session, compacting, spec, table, uid, ct), ct);
        }

        return await engine.DecideAsync(doing, session => BeginAsync(session, spec, bases, ct), ct);
    }

    public Task<ModelBuild> BuildAsync(CandidateSpec spec, ModelSpec model, CancellationToken ct) =>
        engine.RunAsync($"building model {model.Name}", session => models.BuildAsync(session, spec, model, ct), ct);

    public Task<ModelBuild> LoadSeedAsync(CandidateSpec spec, SeedSpec seed, CancellationToken ct) =>
        engine.RunAsync($"loading seed {seed.Name}", session => models.LoadAsync(session, spec, seed, ct), ct);

    public Task<ModelBuild> CarryAsync(CandidateSpec spec, string model, CancellationToken ct) =>
        engine.RunAsync($"carrying model {model} over from release {spec.Parent}", session => models.CarryAsync(session, spec, model, ct), ct);

    public async Task<string> SealAsync(CandidateSpec spec, CancellationToken ct)
    {
        var doing = $"sealing candidate {spec.Uid} of {spec.Pipeline}";
        await EndBuildingAsync(spec, doing, ct);
        return await engine.DecideAsync(doing, session => SealAsync(session, spec, ct), ct);
    }

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.DecideAsync($"discarding the candidates of attempt {attempt} of run {runId:D}", session => Discards.CandidatesAsync(session, engine.Now, runId, attempt, ct), ct);

    /// <summary>The query of a <c>source()</c> view.</summary>
    /// <param name="relation">A segment's quoted table.</param>
    protected abstract string Source(SnapshotTable table, Func<SnapshotSegment, string> relation);

    /// <summary>Makes and fills a table with the rows of a table's segments, tombstones among them.</summary>
    /// <param name="name">Quoted.</param>
    /// <param name="relation">A segment's quoted table.</param>
    protected abstract Task FillBaseAsync(Session session, string name, SnapshotTable table, Func<SnapshotSegment, string> relation, CancellationToken ct);

    /// <summary>Opens a candidate's new schema for builders.</summary>
    protected virtual Task BeginBuildingAsync(Session session, string schema, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Waits for models that are being built; those that come later are refused.</summary>
    protected virtual Task EndBuildingAsync(CandidateSpec spec, string doing, CancellationToken ct) => Task.CompletedTask;

    private static async Task<IReadOnlyList<(SnapshotTable Table, string Uid)>> DueAsync(Session session, CandidateSpec spec, CancellationToken ct) =>
        await CandidateRows.FindAsync(session, spec.Uid, ct) is null ? Compaction.Due(spec, await ComposeAsync(session, spec, ct)) : [];

    private async Task<SnapshotSegment> CompactAsync(Session session, string doing, CandidateSpec spec, SnapshotTable table, string uid, CancellationToken ct)
    {
        // Another try of the same ends first, or is met at the table's name; then the base is there.
        await session.LockAsync("segment", uid, ct);
        if (await engine.ReadAsync(doing, reading => reading.ScalarAsync<long?>("select rows from etl.segments where uid = $1", ct, uid), ct) is { } known)
            return Compaction.Base(table, uid, known);
        var schema = Names.RawSchema(spec.Pipeline);
        await Objects.StayAsync(session, schema, ct);
        using var effect = Effects.Start("segment.fill", spec.RunId, spec.Attempt, $"{table.Source}.{table.Table}");
        var name = Objects.Quoted(schema, Names.Segment(table.Source, table.Table, uid));
        await FillBaseAsync(session, name, table, Segment(spec, table), ct);
        var rows = await session.ScalarAsync<long>($"select count(*) from {name}", ct);
        await session.ExecuteAsync("insert into etl.segments values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, null, $10, true)", ct,
            uid, spec.Pipeline, table.Source, table.Table, spec.RunId.ToString("D"), spec.Attempt, rows, table.Hi, Json.Write(table.Columns), engine.Now);
        await Audit.WriteAsync(session, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "segment.compact", $"{table.Source}.{table.Table} {uid} of {table.Segments.Count} segments", ct, rows);
        await session.CommitAsync(ct, "segment.commit");
        return Compaction.Base(table, uid, rows);
    }

    private static Func<SnapshotSegment, string> Segment(CandidateSpec spec, SnapshotTable table) =>
        segment => Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(table.Source, table.Table, segment.Uid));

    private async Task<Snapshot> BeginAsync(Session session, CandidateSpec spec, IReadOnlyDictionary<(string, string), SnapshotSegment> bases, CancellationToken ct)
    {
        await session.LockAsync("candidate", spec.Uid, ct);
        if (await CandidateRows.FindAsync(session, spec.Uid, ct) is { } begun)
            return begun.Snapshot;
        using var effect = Effects.Start("candidate.begin", spec.RunId, spec.Attempt, spec.Uid);
        var snapshot = Compaction.With(await ComposeAsync(session, spec, ct), bases);
        var schema = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        await session.ExecuteAsync($"create schema {Sql.Identifier(schema)}", ct);
        await BeginBuildingAsync(session, schema, ct);
        foreach (var table in snapshot.Tables)
        {
            var query = Source(table, Segment(spec, table));
            await session.ExecuteAsync($"create view {Objects.Quoted(schema, Names.Source(table.Source, table.Table))} as\n{query}", ct);
        }

        await session.ExecuteAsync("insert into etl.candidates values ($1, $2, $3, $4, $5, $6, $7, null, null, $8, null)", ct,
            spec.Uid, spec.Pipeline, spec.RunId.ToString("D"), spec.Attempt, spec.Parent, spec.BundleHash, Json.Write(snapshot), engine.Now);
        await Audit.WriteAsync(session, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "candidate.begin", spec.Uid, ct);
        await session.CommitAsync(ct);
        return snapshot;
    }

    // Watermarks are texts in DuckDB's types, and are compared as such.
    private static async Task<Snapshot> ComposeAsync(Session session, CandidateSpec spec, CancellationToken ct)
    {
        var parent = await session.ScalarAsync<string>("select \"snapshot\" from etl.releases where id = $1 and pipeline = $2", ct, spec.Parent, spec.Pipeline);
        var uids = spec.Tables.Select(table => table.Segment?.Uid).OfType<string>().ToArray();
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (uids.Length > 0)
            foreach (var row in await session.RowsAsync($"select uid, columns from etl.segments where pipeline = $1 and uid in ({Places(uids.Length, 2)})", ct, [spec.Pipeline, .. uids]))
                columns[(string)row[0]!] = (string)row[1]!;
        using var engine = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var order = engine.Connect();
        return Snapshots.Compose(order, spec, parent, uid => columns.GetValueOrDefault(uid), ct);
    }

    private static string Places(int count, int first) =>
        string.Join(", ", Enumerable.Range(first, count).Select(place => string.Create(CultureInfo.InvariantCulture, $"${place}")));

    private async Task<string> SealAsync(Session session, CandidateSpec spec, CancellationToken ct)
    {
        // Where rows can be held, this waits for models that are being built; those that come later find it sealed.
        var row = await CandidateRows.FindAsync(session, spec.Uid, ct, Hold.Alone);
        if (row is { Fingerprint: { } known })
            return known;
        using var effect = Effects.Start("candidate.seal", spec.RunId, spec.Attempt, spec.Uid);
        var candidate = CandidateRow.Unsealed(row, spec.Uid);
        var fingerprint = Fingerprint.Of(candidate, await CandidateRows.ModelsAsync(session, spec.Uid, ct));
        await session.ExecuteAsync("update etl.candidates set fingerprint = $1, sealed_at = $2 where uid = $3", ct, fingerprint, engine.Now, spec.Uid);
        await Audit.WriteAsync(session, engine.Now, spec.RunId, spec.Attempt, StageNames.Transform, "candidate.seal", $"{spec.Uid} {fingerprint}", ct);
        await session.CommitAsync(ct);
        return fingerprint;
    }
}
