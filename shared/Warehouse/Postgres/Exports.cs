using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <inheritdoc cref="IExports"/>
internal sealed class Exports(Engine engine) : IExports
{
    /// <summary>The engine that sorts and writes; beyond this it spills beside the file.</summary>
    private const string Memory = "512MB";

    public Task<IReadOnlyList<ColumnSpec>> ColumnsAsync(string pipeline, string candidate, string model, CancellationToken ct) =>
        engine.RunAsync<IReadOnlyList<ColumnSpec>>($"reading the columns of model {model}", async session =>
        {
            var (_, columns) = await FindAsync(session, pipeline, candidate, model, ct);
            return [.. columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type })];
        }, ct);

    public Task<IReadOnlyList<ExportedPartition>> PartitionsAsync(ExportSpec spec, CancellationToken ct) =>
        engine.RunAsync<IReadOnlyList<ExportedPartition>>($"looking at the partitions of model {spec.Model}", async session =>
        {
            var (relation, _) = await FindAsync(session, spec.Pipeline, spec.Candidate, spec.Model, ct);
            await session.ExecuteAsync(ExportSql.Texts, ct);
            var rows = await session.RowsAsync(ExportSql.Partitions(spec, relation), ct);
            return [.. rows.Select(row => ExportRules.Partition(spec, "postgres", ExportSql.Date((string?)row[0]), (long)row[1]!, (string)row[2]!, (string)row[3]!))];
        }, ct);

    public Task WriteAsync(ExportSpec spec, IReadOnlyCollection<DateOnly>? partitions, string path, CancellationToken ct)
    {
        var doing = $"exporting model {spec.Model}";
        return engine.RunAsync(doing, async session =>
        {
            var (relation, columns) = await FindAsync(session, spec.Pipeline, spec.Candidate, spec.Model, ct);
            var query = PostgresCopy.CopyColumn.Select(columns, $"{relation}{ExportSql.Where(spec, partitions)}");
            return await Task.Run(() => DuckDb.Failures.Named(doing, () => Write(session.Connection, query, columns, spec, path, ct)), ct);
        }, ct);
    }

    private static long Write(NpgsqlConnection connection, string query, IReadOnlyList<PostgresCopy.CopyColumn> columns, ExportSpec spec, string path, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { MemoryLimit = Memory, TempDirectory = Path.GetDirectoryName(path) });
        using var writer = database.Connect();
        writer.RegisterTable("exported", [.. columns.Select(column => new DuckDbColumn(column.Name, column.Type))],
            () => new PostgresCopyReader(connection, query, columns, $"model {spec.Model}", ct));
        return writer.Execute(DuckDb.ExportSql.Copy(DuckDb.ExportSql.Rows(spec, "exported()", null), path), ct);
    }

    /// <returns>The relation's quoted name, and its columns as they are copied out.</returns>
    private static async Task<(string Name, IReadOnlyList<PostgresCopy.CopyColumn> Columns)> FindAsync(Session session, string pipeline, string candidate, string model, CancellationToken ct)
    {
        var row = await CandidateRows.ModelAsync(session, candidate, model, ct) ?? throw ExportRules.Missing(candidate, model);
        var relation = await ServerRelation.FindAsync(session.Connection, $"{Names.CandidateSchema(pipeline, candidate)}.{Names.Model(row.Schema, row.Alias)}", ct)
            ?? throw ExportRules.Missing(candidate, model);
        return (relation.Quoted, [.. relation.Columns.Select(column => PostgresCopy.CopyColumn.Of(column)!)]);
    }
}
