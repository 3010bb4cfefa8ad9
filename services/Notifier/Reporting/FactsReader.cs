using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>Reads what a report tells beside the run's summary.</summary>
public sealed class FactsReader(IWarehouse warehouse, HeadlineReader headlines)
{
    public async Task<ReportFacts> ReadAsync(SendNotification command, PipelineDefinition pipeline, CancellationToken ct) => new(
        pipeline.Report is { } report ? await headlines.ReadAsync(pipeline, report, ct) : null,
        await SeenAsync(pipeline.Name, ct),
        command.Summary.Verdict is null ? [] : await warehouse.Checks.ResultsAsync(command.RunId, command.Attempt, ct));

    private async Task<SeenRelease?> SeenAsync(string pipeline, CancellationToken ct)
    {
        if (await warehouse.Releases.HeadAsync(pipeline, ct) is not { } head)
            return null;
        var attempt = await warehouse.Attempts.FindAsync(head.RunId, head.Attempt, ct);
        return new SeenRelease(head.Id, attempt?.RunDate, new DateTimeOffset(DateTime.SpecifyKind(head.PublishedAt, DateTimeKind.Utc)));
    }
}
