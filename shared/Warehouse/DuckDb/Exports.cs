using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <inheritdoc cref="IExports"/>
internal sealed class Exports(Engine engine) : IExports
{
    public Task<IReadOnlyList<ColumnSpec>> ColumnsAsync(string pipeline, string candidate, string model, CancellationToken ct) =>
        engine.RunAsync<IReadOnlyList<ColumnSpec>>($"reading the columns of model {model}", connection =>
        {
            using var shape = connection.Query($"select * from {Object(connection, pipeline, candidate, model, ct)} limit 0", ct);
            return [.. shape.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type })];
        }, ct);

    public Task<IReadOnlyList<ExportedPartition>> PartitionsAsync(ExportSpec spec, CancellationToken ct) =>
        engine.RunAsync<IReadOnlyList<ExportedPartition>>($"looking at the partitions of model {spec.Model}", connection =>
        {
            using var result = connection.Query(ExportSql.Partitions(spec, Object(connection, spec.Pipeline, spec.Candidate, spec.Model, ct)), ct);
            return [.. result.Rows().Select(row => ExportRules.Partition(spec, "duckdb", row[0], (long)row[1]!, (string)row[2]!, (string)row[3]!))];
        }, ct);

    public Task WriteAsync(ExportSpec spec, IReadOnlyCollection<DateOnly>? partitions, string path, CancellationToken ct) =>
        engine.RunAsync($"exporting model {spec.Model}", connection =>
            connection.Execute(ExportSql.Copy(ExportSql.Rows(spec, Object(connection, spec.Pipeline, spec.Candidate, spec.Model, ct), partitions), path), ct), ct);

    private static string Object(DuckDbConnection connection, string pipeline, string candidate, string model, CancellationToken ct)
    {
        var row = ModelRows.Find(connection, candidate, model, ct) ?? throw ExportRules.Missing(candidate, model);
        return Objects.Quoted(Names.CandidateSchema(pipeline, candidate), Names.Model(row.Schema, row.Alias));
    }
}
