using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Extractor.Planning;

/// <summary>Divides a table into slices.</summary>
public sealed class PlanTableConsumer(PipelineSources sources, SourceConnectors connectors, AttemptWork work, TimeProvider time, ILogger<PlanTableConsumer> logger) : IConsumer<PlanTable>
{
    public Task Consume(ConsumeContext<PlanTable> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var (source, table) = await sources.FindAsync(command, command.Source, command.Table, ct);
        var night = new PlannedNight(command.RunDate, await sources.TimeZoneAsync(command, ct), time.GetUtcNow(), command.AsOfNow);
        var plan = await connectors.For(source).PlanAsync(new TableRequest(source, table, command.Base, night), ct);
        logger.TablePlanned(command.Source, command.Table, plan.Slices.Count, plan.Columns.Count);
        await context.Publish(new TablePlanned
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Source = command.Source,
            Table = command.Table,
            Slices = plan.Slices,
            Columns = plan.Columns,
            Window = plan.Reading.Window,
            Full = plan.Reading.Full,
        }, ct);
    });
}
