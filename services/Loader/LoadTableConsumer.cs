using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Loader;

/// <summary>Loads a table's slices into its new segment.</summary>
public sealed class LoadTableConsumer(TableLoader loader, AttemptWork work, ILogger<LoadTableConsumer> logger) : IConsumer<LoadTable>
{
    public Task Consume(ConsumeContext<LoadTable> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var (segment, counts) = await loader.LoadAsync(command, ct);
        LoadMetrics.Record(command, counts);
        logger.TableLoaded(command.Source, command.Table, counts.RowsLoaded, segment.Uid);
        await context.Publish(new TableLoaded
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Source = command.Source,
            Table = command.Table,
            Segment = segment,
            Counts = counts,
        }, ct);
    });
}
