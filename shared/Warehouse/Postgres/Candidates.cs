using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="ICandidates"/>
internal sealed class Candidates(Engine engine) : ICandidates
{
    private readonly ModelBuilder _models = new(engine);

    public Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct) =>
        engine.RunAsync($"beginning candidate {spec.Uid} of {spec.Pipeline}", session => BeginAsync(session, spec, ct), ct);

    public Task<ModelBuild> BuildAsync(CandidateSpec spec, ModelSpec model, CancellationToken ct) =>
        engine.RunAsync($"building model {model.Name}", session => _models.BuildAsync(session, spec, model, ct), ct);

    public Task<ModelBuild> LoadSeedAsync(CandidateSpec spec, SeedSpec seed, CancellationToken ct) =>
        engine.RunAsync($"loading seed {seed.Name}", session => _models.LoadAsync(session, spec, seed, ct), ct);

    public Task<ModelBuild> CarryAsync(CandidateSpec spec, string model, CancellationToken ct) =>
        engine.RunAsync($"carrying model {model} over from release {spec.Parent}", session => _models.CarryAsync(session, spec, model, ct), ct);

    public Task<string> SealAsync(CandidateSpec spec, CancellationToken ct) =>
        engine.RunAsync($"sealing candidate {spec.Uid} of {spec.Pipeline}", session => SealAsync(session, spec, ct), ct);

    public Task DiscardAsync(Guid runId, int attempt, CancellationToken ct) =>
        engine.RunAsync($"discarding the candidates of attempt {attempt} of run {runId:D}", session => Discards.CandidatesAsync(session, engine.Now, runId, attempt, ct), ct);

    private async Task<Snapshot> BeginAsync(Session session, CandidateSpec spec, CancellationToken ct)
    {
        await session.LockAsync("candidate", spec.Uid, ct);
        if (await CandidateRows.FindAsync(session, spec.Uid, ct) is { } begun)
            return begun.Snapshot;
        using var effect = Effects.Start("candidate.begin", spec.RunId, spec.Attempt, spec.Uid);
        var snapshot = await ComposeAsync(session, spec, ct);
        var schema = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        await session.ExecuteAsync($"create schema {Sql.Identifier(schema)}", ct);
        foreach (var table in snapshot.Tables)
        {
            var query = Overlay.Select(table, segment => Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(table.Source, table.Table, segment.Uid)));
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
        var parent = await session.ScalarAsync<string>("select snapshot from etl.releases where id = $1 and pipeline = $2", ct, spec.Parent, spec.Pipeline);
        var uids = spec.Tables.Select(table => table.Segment?.Uid).OfType<string>().ToArray();
        var columns = (await session.RowsAsync("select uid, columns from etl.segments where uid = any($1) and pipeline = $2", ct, uids, spec.Pipeline))
            .ToDictionary(row => (string)row[0]!, row => (string)row[1]!, StringComparer.Ordinal);
        using var engine = ParquetRows.OpenEngine();
        using var order = engine.Connect();
        return Snapshots.Compose(order, spec, parent, uid => columns.GetValueOrDefault(uid), ct);
    }

    private async Task<string> SealAsync(Session session, CandidateSpec spec, CancellationToken ct)
    {
        // Waits for models that are being built; those that come later find it sealed.
        var row = await CandidateRows.FindAsync(session, spec.Uid, ct, "for update");
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
