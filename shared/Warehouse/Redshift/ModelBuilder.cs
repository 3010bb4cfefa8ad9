using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Redshift;

/// <inheritdoc cref="IModelBuilder"/>
internal sealed class ModelBuilder(Engine engine) : IModelBuilder
{
    /// <summary>Below the 32,767 parameters of a statement.</summary>
    private const int ValuesAtOnce = 10000;

    public Task<ModelBuild> BuildAsync(Session session, CandidateSpec spec, ModelSpec model, CancellationToken ct)
    {
        var create = ModelObject.Create(spec, model);
        return MakeAsync(session, spec, model.Name, _ => Task.FromResult(ModelObject.Row(spec, model)), _ => session.ExecuteAsync(create, ct), ct);
    }

    public Task<ModelBuild> LoadAsync(Session session, CandidateSpec spec, SeedSpec seed, CancellationToken ct)
    {
        var csv = ModelObject.Csv(seed);
        return MakeAsync(session, spec, seed.Name, _ => Task.FromResult(ModelObject.Row(spec, seed)),
            row => FillAsync(session, ModelObject.Name(spec, row.Schema, row.Alias), csv, ct), ct);
    }

    public Task<ModelBuild> CarryAsync(Session session, CandidateSpec spec, string model, CancellationToken ct) =>
        MakeAsync(session, spec, model, reading => ModelObject.CarriedAsync(reading, spec, model, ct), row => session.ExecuteAsync(ModelObject.Carry(spec, row), ct), ct);

    // What is read of etl is read beside the transaction that builds, so that it conflicts with no other's. Two who build the same
    // model meet at its name, and the second comes back here.
    private async Task<ModelBuild> MakeAsync(Session session, CandidateSpec spec, string model, Func<Session, Task<ModelRow>> describe, Func<ModelRow, Task> create, CancellationToken ct)
    {
        var doing = $"building model {model}";
        if (await engine.ReadAsync(doing, reading => CandidateRows.ModelAsync(reading, spec.Uid, model, ct), ct) is { } built)
            return built.Told(existing: true);
        var candidate = await FindAsync(spec, doing, ct);
        using var effect = Effects.Start("model.build", spec.RunId, spec.Attempt, model);
        effect?.SetTag("etlmesh.model", model).DisplayName = $"model.build {model}";
        var started = engine.Clock.GetTimestamp();
        if (!await Building.HoldAsync(session, candidate.Schema, ct))
        {
            await FindAsync(spec, doing, ct);
            throw new TerminalEtlException($"Building candidate {spec.Uid}: it is being sealed, and nothing may be written to it. Build a new candidate.");
        }

        var row = await engine.ReadAsync(doing, describe, ct);
        await create(row);
        if (row.Uid == spec.Uid && row.Materialization != "view")
            row = row with { Rows = await session.ScalarAsync<long>($"select count(*) from {ModelObject.Name(spec, row.Schema, row.Alias)}", ct) };
        row = row with { Seconds = engine.Clock.GetElapsedTime(started).TotalSeconds };
        await CandidateRows.InsertAsync(session, candidate, row, ct);
        await session.CommitAsync(ct, "model.commit");
        return row.Told(existing: false);
    }

    private async Task<CandidateRow> FindAsync(CandidateSpec spec, string doing, CancellationToken ct) =>
        CandidateRow.Unsealed(await engine.ReadAsync(doing, reading => CandidateRows.FindAsync(reading, spec.Uid, ct), ct), spec.Uid);

    private static async Task FillAsync(Session session, string table, string csv, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var reader = database.Connect();
        List<ColumnSpec> columns;
        using (var shape = reader.Query($"select * from {csv} limit 0", ct))
            columns = [.. shape.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type })];
        await session.ExecuteAsync(Segments.Create(table, columns), ct);
        using var rows = reader.Query($"select {string.Join(", ", columns.Select(column => $"cast({Sql.Identifier(column.Name)} as varchar)"))} from {csv}", ct);
        foreach (var some in rows.Rows().Chunk(Math.Max(1, ValuesAtOnce / columns.Count)))
            await session.ExecuteAsync(
                $"insert into {table} values {string.Join(", ", some.Select((_, row) => Places(columns, row)))}", ct, [.. some.SelectMany(row => row)]);
    }

    private static string Places(List<ColumnSpec> columns, int row) => $"({string.Join(", ", columns.Select((column, i) =>
        string.Create(CultureInfo.InvariantCulture, $"cast(${(row * columns.Count) + i + 1} as {RedshiftType.Of(column.Type).Stored})")))})";
}
