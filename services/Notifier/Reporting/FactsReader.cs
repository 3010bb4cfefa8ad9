using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>Reads what a report tells beside the run's summary.</summary>
public sealed class FactsReader(IWarehouses warehouses)
{
    public async Task<ReportFacts> ReadAsync(SendNotification command, PipelineDefinition pipeline, CancellationToken ct)
    {
        var warehouse = await warehouses.OfAsync(command, ct);
        return new ReportFacts(
            pipeline.Report is { } report ? await HeadlineReader.ReadAsync(warehouse, pipeline, report, ct) : null,
            await SeenAsync(warehouse, pipeline.Name, ct),
            command.Summary.Verdict is null ? [] : await warehouse.Checks.ResultsAsync(command.RunId, command.Attempt, ct));
    }

    private static async Task<SeenRelease?> SeenAsync(IWarehouse warehouse, string pipeline, CancellationToken ct)
    {
        if (await warehouse.Releases.HeadAsync(pipeline, ct) is not { } head)
            return null;
        var attempt = await warehouse.Attempts.FindAsync(head.RunId, head.Attempt, ct);
        return new SeenRelease(head.Id, attempt?.RunDate, new DateTimeOffset(DateTime.SpecifyKind(head.PublishedAt, DateTimeKind.Utc)));
    }
}
