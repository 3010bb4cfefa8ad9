using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="IModelBuilder"/>
internal sealed class ModelBuilder(Engine engine) : IModelBuilder
{
    public Task<ModelBuild> BuildAsync(Session session, CandidateSpec spec, ModelSpec model, CancellationToken ct)
    {
        var create = ModelObject.Create(spec, model);
        return MakeAsync(session, spec, model.Name, () => Task.FromResult(ModelObject.Row(spec, model)), _ => session.ExecuteAsync(create, ct), ct);
    }

    public Task<ModelBuild> LoadAsync(Session session, CandidateSpec spec, SeedSpec seed, CancellationToken ct)
    {
        var csv = ModelObject.Csv(seed);
        return MakeAsync(session, spec, seed.Name, () => Task.FromResult(ModelObject.Row(spec, seed)),
            row => FillAsync(session, ModelObject.Name(spec, row.Schema, row.Alias), csv, $"seed {seed.Name}", ct), ct);
    }

    public Task<ModelBuild> CarryAsync(Session session, CandidateSpec spec, string model, CancellationToken ct) =>
        MakeAsync(session, spec, model, () => ModelObject.CarriedAsync(session, spec, model, ct), row => session.ExecuteAsync(ModelObject.Carry(spec, row), ct), ct);

    private async Task<ModelBuild> MakeAsync(Session session, CandidateSpec spec, string model, Func<Task<ModelRow>> describe, Func<ModelRow, Task> create, CancellationToken ct)
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
        var candidate = CandidateRow.Unsealed(await CandidateRows.FindAsync(session, spec.Uid, ct, Hold.Shared), spec.Uid);
        var row = await describe();
        await create(row);
        if (row.Uid == spec.Uid && row.Materialization != "view")
            row = row with { Rows = await CountAsync(session, ModelObject.Name(spec, row.Schema, row.Alias), ct) };
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
        await TableCopy.RunAsync(session, table, reader, ParquetRows.Select(columns, csv), place, ct);
    }
}
