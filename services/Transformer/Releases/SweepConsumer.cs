using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Sweeps after an attempt has ended. A failure is a warning: the run is over, and the next one sweeps again.</summary>
public sealed class SweepConsumer(IWarehouses warehouses, IObjectStore objects, BundleStore bundles, ReleaseLake lake, TimeProvider time, ILogger<SweepConsumer> logger) : IConsumer<AttemptClosed>
{
    public async Task Consume(ConsumeContext<AttemptClosed> context)
    {
        var ended = context.Message;
        try
        {
            var pipeline = (await bundles.OpenAsync(ended, context.CancellationToken)).Definition;
            await new Leftovers(await warehouses.OfAsync(ended, context.CancellationToken), objects, lake, time).SweepAsync(pipeline, context.CancellationToken);
        }
        catch (Exception failure) when (failure is TransientEtlException or TerminalEtlException)
        {
            logger.NotSwept(failure, ended.Pipeline);
        }
    }
}
