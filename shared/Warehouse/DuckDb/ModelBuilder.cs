using System.Security.Cryptography;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Builds single objects of a candidate, each with its checkpoint in one transaction.</summary>
internal sealed class ModelBuilder(TimeProvider clock)
{
    public ModelBuild Build(DuckDbConnection connection, CandidateSpec spec, ModelSpec model, CancellationToken ct)
    {
        var kind = model.Materialization is "table" or "view"
            ? model.Materialization
            : throw new TerminalEtlException($"Building model {model.Name}: materialization `{model.Materialization}` is not known here. Use table or view.");
        var create = $"create {kind} {Object(spec, model.Schema, model.Alias)} as\n{Query.Nested(model.Sql)}";
        return Make(connection, spec, model.Name, create, () => new ModelRow(model.Name, model.Schema, model.Alias, kind, spec.Uid, null, 0, model.Sql), ct);
    }

    public ModelBuild Load(DuckDbConnection connection, CandidateSpec spec, SeedSpec seed, CancellationToken ct)
    {
        if (!File.Exists(seed.CsvPath))
            throw new TerminalEtlException($"Loading seed {seed.Name}: {seed.CsvPath} is not there. Restore the file.");
        var types = string.Join(", ", seed.ColumnTypes.Select(column => $"{Sql.Literal(column.Key)}: {Sql.Literal(TypeText.Checked(column.Value))}"));
        var options = $"header = true, delim = {Sql.Literal(seed.Delimiter.ToString())}{(types.Length == 0 ? "" : $", types = {{{types}}}")}";
        var create = $"create table {Object(spec, seed.Schema, seed.Alias)} as select * from read_csv({Sql.Literal(seed.CsvPath)}, {options})";
        // The file's place differs from run to run, its content is what counts.
        var what = $"seed {Sha256(seed.CsvPath)} {options}";
        return Make(connection, spec, seed.Name, create, () => new ModelRow(seed.Name, seed.Schema, seed.Alias, "seed", spec.Uid, null, 0, what), ct);
    }

    public ModelBuild Carry(DuckDbConnection connection, CandidateSpec spec, string model, CancellationToken ct) =>
        Make(connection, spec, model, null, () =>
        {
            var json = connection.Scalar<string>("select models from etl.releases where id = ? and pipeline = ?", ct, spec.Parent, spec.Pipeline);
            var released = json is null ? null : Json.Read<List<ReleasedModel>>(json).SingleOrDefault(other => other.Name == model);
            return released is null ? null : ModelRows.Find(connection, released.Uids[^1], model, ct);
        }, ct);

    private ModelBuild Make(DuckDbConnection connection, CandidateSpec spec, string model, string? create, Func<ModelRow?> describe, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        if (ModelRows.Find(connection, spec.Uid, model, ct) is { } built)
            return built.Told(existing: true);
        using var effect = Effects.Start("model.build", spec.RunId, spec.Attempt, model);
        effect?.SetTag("etlmesh.model", model).DisplayName = $"model.build {model}";
        var started = clock.GetTimestamp();
        var candidate = CandidateRow.Unsealed(CandidateRows.Find(connection, spec.Uid, ct), spec.Uid);
        var row = describe()
            ?? throw new TerminalEtlException($"Carrying model {model} over: release {spec.Parent ?? "(none)"} has no such model. Select it, too, so that it is built.");
        create ??= $"create view {Object(spec, row.Schema, row.Alias)} as select * from {Objects.Quoted(Names.CandidateSchema(spec.Pipeline, row.Uid), Names.Model(row.Schema, row.Alias))}";
        connection.Execute(create, ct);
        if (row.Uid == spec.Uid && row.Materialization != "view")
            row = row with { Rows = connection.Scalar<long>($"select count(*) from {Object(spec, row.Schema, row.Alias)}", ct) };
        row = row with { Seconds = clock.GetElapsedTime(started).TotalSeconds };
        ModelRows.Insert(connection, candidate, row, ct);
        transaction.Commit("model.commit");
        return row.Told(existing: false);
    }

    private static string Object(CandidateSpec spec, string schema, string alias) =>
        Objects.Quoted(Names.CandidateSchema(spec.Pipeline, spec.Uid), Names.Model(schema, alias));

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
