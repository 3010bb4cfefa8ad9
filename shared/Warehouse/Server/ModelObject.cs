using System.Security.Cryptography;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>A model's object in its candidate: what it is called, and the statement that makes it.</summary>
internal static class ModelObject
{
    /// <summary>Quoted.</summary>
    public static string Name(CandidateSpec spec, string schema, string alias) =>
        Objects.Quoted(Names.CandidateSchema(spec.Pipeline, spec.Uid), Names.Model(schema, alias));

    /// <exception cref="TerminalEtlException">The materialization is not known.</exception>
    public static Statement Create(CandidateSpec spec, ModelSpec model)
    {
        var kind = model.Materialization is "table" or "view"
            ? model.Materialization
            : throw new TerminalEtlException($"Building model {model.Name}: materialization `{model.Materialization}` is not known here. Use table or view.");
        return new Statement($"create {kind} {Name(spec, model.Schema, model.Alias)} as\n(\n", Query.Nested(model.Sql)[2..]);
    }

    /// <summary>A view on the older candidate's object.</summary>
    /// <param name="row">The model there.</param>
    public static string Carry(CandidateSpec spec, ModelRow row) =>
        $"create view {Name(spec, row.Schema, row.Alias)} as select * from {Objects.Quoted(Names.CandidateSchema(spec.Pipeline, row.Uid), Names.Model(row.Schema, row.Alias))}";

    /// <summary>The model of the release that the candidate builds on.</summary>
    /// <exception cref="TerminalEtlException">It has none of that name.</exception>
    public static async Task<ModelRow> CarriedAsync(Session session, CandidateSpec spec, string model, CancellationToken ct)
    {
        var json = await session.ScalarAsync<string>("select models from etl.releases where id = $1 and pipeline = $2", ct, spec.Parent, spec.Pipeline);
        var released = json is null ? null : Json.Read<List<ReleasedModel>>(json).SingleOrDefault(other => other.Name == model);
        return (released is null ? null : await CandidateRows.ModelAsync(session, released.Uids[^1], model, ct))
            ?? throw new TerminalEtlException($"Carrying model {model} over: release {spec.Parent ?? "(none)"} has no such model. Select it, too, so that it is built.");
    }

    public static ModelRow Row(CandidateSpec spec, ModelSpec model) =>
        new(model.Name, model.Schema, model.Alias, model.Materialization, spec.Uid, null, 0, model.Sql);

    /// <summary>A seed by its content: the file's place differs from run to run.</summary>
    public static ModelRow Row(CandidateSpec spec, SeedSpec seed) =>
        new(seed.Name, seed.Schema, seed.Alias, "seed", spec.Uid, null, 0, $"seed {Sha256(seed.CsvPath)} {Options(seed)}");

    /// <summary>A seed's file as a relation of DuckDB's.</summary>
    /// <exception cref="TerminalEtlException">The file is not there.</exception>
    public static string Csv(SeedSpec seed) => File.Exists(seed.CsvPath)
        ? $"read_csv({Sql.Literal(seed.CsvPath)}, {Options(seed)})"
        : throw new TerminalEtlException($"Loading seed {seed.Name}: {seed.CsvPath} is not there. Restore the file.");

    private static string Options(SeedSpec seed)
    {
        var types = string.Join(", ", seed.ColumnTypes.Select(column => $"{Sql.Literal(column.Key)}: {Sql.Literal(TypeText.Checked(column.Value))}"));
        return $"header = true, delim = {Sql.Literal(seed.Delimiter.ToString())}{(types.Length == 0 ? "" : $", types = {{{types}}}")}";
    }

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
