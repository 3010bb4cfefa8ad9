using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="ICandidates"/>
internal sealed class Candidates(Engine engine) : ICandidates
{
    private readonly ModelBuilder _models = new(engine.Clock);

    public Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct) =>
        engine.RunAloneAsync($"beginning candidate {spec.Uid} of {spec.Pipeline}", connection => Begin(connection, spec, ct), ct);

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

    private Snapshot Begin(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        if (CandidateRows.Find(connection, spec.Uid, ct) is { } begun)
            return begun.Snapshot;
        using var effect = Effects.Start("candidate.begin", spec.RunId, spec.Attempt, spec.Uid);
        var parent = connection.Scalar<string>("select snapshot from etl.releases where id = ? and pipeline = ?", ct, spec.Parent, spec.Pipeline);
        var snapshot = Snapshots.Compose(connection, spec, parent,
            uid => connection.Scalar<string>("select columns from etl.segments where uid = ? and pipeline = ?", ct, uid, spec.Pipeline), ct);
        var schema = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        connection.Execute($"create schema {Sql.Identifier(schema)}", ct);
        foreach (var table in snapshot.Tables)
        {
            var query = Overlay.Select(table, segment => Objects.Quoted(Names.RawSchema(spec.Pipeline), Names.Segment(table.Source, table.Table, segment.Uid)));
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
