using System.Security.Cryptography;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Builds single objects of a candidate, each with its checkpoint in one transaction.</summary>
internal sealed class ModelBuilder(Engine engine)
{
    public Task<ModelBuild> BuildAsync(Session session, CandidateSpec spec, ModelSpec model, CancellationToken ct)
    {
        var kind = model.Materialization is "table" or "view"
            ? model.Materialization
            : throw new TerminalEtlException($"Building model {model.Name}: materialization `{model.Materialization}` is not known here. Use table or view.");
        var create = new Statement($"create {kind} {Object(spec, model.Schema, model.Alias)} as\n(\n", Query.Nested(model.Sql)[2..]);
        return MakeAsync(session, spec, model.Name,
            () => Task.FromResult<ModelRow?>(new ModelRow(model.Name, model.Schema, model.Alias, kind, spec.Uid, null, 0, model.Sql)),
            _ => session.ExecuteAsync(create, ct), ct);
    }

    public Task<ModelBuild> LoadAsync(Session session, CandidateSpec spec, SeedSpec seed, CancellationToken ct)
    {
        if (!File.Exists(seed.CsvPath))
            throw new TerminalEtlException($"Loading seed {seed.Name}: {seed.CsvPath} is not there. Restore the file.");
        var types = string.Join(", ", seed.ColumnTypes.Select(column => $"{Sql.Literal(column.Key)}: {Sql.Literal(TypeText.Checked(column.Value))}"));
        var options = $"header = true, delim = {Sql.Literal(seed.Delimiter.ToString())}{(types.Length == 0 ? "" : $", types = {{{types}}}")}";
        // The file's place differs from run to run, its content is what counts.
        var what = $"seed {Sha256(seed.CsvPath)} {options}";
        return MakeAsync(session, spec, seed.Name,
            () => Task.FromResult<ModelRow?>(new ModelRow(seed.Name, seed.Schema, seed.Alias, "seed", spec.Uid, null, 0, what)),
            row => FillAsync(session, Object(spec, row.Schema, row.Alias), $"read_csv({Sql.Literal(seed.CsvPath)}, {options})", $"seed {seed.Name}", ct), ct);
    }

    public Task<ModelBuild> CarryAsync(Session session, CandidateSpec spec, string model, CancellationToken ct) =>
        MakeAsync(session, spec, model, async () =>
        {
            var json = await session.ScalarAsync<string>("select models from etl.releases where id = $1 and pipeline = $2", ct, spec.Parent, spec.Pipeline);
            var released = json is null ? null : Json.Read<List<ReleasedModel>>(json).SingleOrDefault(other => other.Name == model);
            return released is null ? null : await CandidateRows.ModelAsync(session, released.Uids[^1], model, ct);
        }, row => session.ExecuteAsync(
            $"create view {Object(spec, row.Schema, row.Alias)} as select * from {Objects.Quoted(Names.CandidateSchema(spec.Pipeline, row.Uid), Names.Model(row.Schema, row.Alias))}", ct), ct);

    private async Task<ModelBuild> MakeAsync(Session session, CandidateSpec spec, string model, Func<Task<ModelRow?>> describe, Func<ModelRow, Task> create, CancellationToken ct)
    {
        // Who stands still with the lock loses it: another try waits for this very model.
        await session.ExecuteAsync("set local idle_in_transaction_session_timeout = '20s'", ct);
        await session.LockAsync("model", $"{spec.Uid} {model}", ct);
        if (await CandidateRows.ModelAsync(session, spec.Uid, model, ct) is { } built)
            return built.Told(existing: true);
        using var effect = Effects.Start("model.build", spec.RunId, spec.Attempt, model);
        effect?.SetTag("etlmesh.model", model).DisplayName = $"model.build {model}";
        var started = engine.Clock.GetTimestamp();
        // Whoever seals or discards the candidate waits for this model.
        var candidate = CandidateRow.Unsealed(await CandidateRows.FindAsync(session, spec.Uid, ct, "for share"), spec.Uid);
        var row = await describe()
            ?? throw new TerminalEtlException($"Carrying model {model} over: release {spec.Parent ?? "(none)"} has no such model. Select it, too, so that it is built.");
        await create(row);
        if (row.Uid == spec.Uid && row.Materialization != "view")
            row = row with { Rows = await CountAsync(session, Object(spec, row.Schema, row.Alias), ct) };
        row = row with { Seconds = engine.Clock.GetElapsedTime(started).TotalSeconds };
        await CandidateRows.InsertAsync(session, candidate, row, ct);
        await session.CommitAsync(ct, "model.commit");
        return row.Told(existing: false);
    }

    // The models that come next are planned at once, before the server would look at this one by itself.
    private static async Task<long> CountAsync(Session session, string table, CancellationToken ct)
    {
        await session.ExecuteAsync($"analyze {table}", ct);
        return await session.ScalarAsync<long>($"select count(*) from {table}", ct);
    }

    private static async Task FillAsync(Session session, string table, string csv, string place, CancellationToken ct)
    {
        using var files = ParquetRows.OpenEngine();
        using var reader = files.Connect();
        List<ColumnSpec> columns;
        using (var shape = reader.Query($"select * from {csv} limit 0", ct))
            columns = [.. shape.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type })];
        await session.ExecuteAsync(Segments.Create(table, columns), ct);
        await ParquetRows.CopyAsync(session, table, reader, ParquetRows.Select(columns, csv), place, ct);
    }

    private static string Object(CandidateSpec spec, string schema, string alias) =>
        Objects.Quoted(Names.CandidateSchema(spec.Pipeline, spec.Uid), Names.Model(schema, alias));

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
