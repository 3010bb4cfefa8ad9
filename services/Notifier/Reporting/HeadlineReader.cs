using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>Reads the newest rows of the pipeline's report model, as readers see them.</summary>
internal static class HeadlineReader
{
    /// <summary>How many days a report shows.</summary>
    private const int Days = 14;

    /// <returns>Null when the model is not published.</returns>
    public static async Task<Headline?> ReadAsync(IWarehouse warehouse, PipelineDefinition pipeline, ReportDefinition report, CancellationToken ct)
    {
        var head = await warehouse.Releases.HeadAsync(pipeline.Name, ct);
        if (head?.Models.FirstOrDefault(model => model.Name == report.Model) is not { } model)
            return null;

        string[] columns = [report.Date, .. report.Metrics];
        var names = string.Join(", ", columns.Select(Sql.Identifier));
        var table = $"{Sql.Identifier(Names.PublishedSchema(pipeline.Name, model.Schema))}.{Sql.Identifier(model.Alias)}";
        await using var result = await warehouse.Reader.QueryAsync($"select {names} from {table} order by {Sql.Identifier(report.Date)} desc limit {Days}", ct);
        var rows = new List<IReadOnlyList<HeadlineValue>>();
        await foreach (var row in result.RowsAsync(ct))
            rows.Add([.. row.Select(HeadlineValue.Of)]);
        return new Headline(columns, rows);
    }
}
