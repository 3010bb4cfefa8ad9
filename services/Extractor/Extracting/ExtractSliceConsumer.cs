using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Staging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Extractor.Extracting;

/// <summary>Brings a slice to landing.</summary>
public sealed class ExtractSliceConsumer(PipelineSources sources, SourceConnectors connectors, IObjectStore store, AttemptWork work, ILogger<ExtractSliceConsumer> logger) : IConsumer<ExtractSlice>
{
    public Task Consume(ConsumeContext<ExtractSlice> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var (source, table) = await sources.FindAsync(command, command.Source, command.Table, ct);
        var landed = await connectors.For(source).ExtractAsync(new SliceRequest(source, table, command), store, ct);
        ExtractionMetrics.Record(command, landed);
        logger.SliceExtracted(command.Source, command.Table, command.K, command.N, landed.RowsRead, landed.RowsQuarantined, landed.Bytes);
        await context.Publish(new SliceExtracted
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Source = command.Source,
            Table = command.Table,
            K = command.K,
            N = command.N,
            Landed = landed,
        }, ct);
    });
}
