using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Extractor.Probing;

/// <summary>Answers whether a run's sources are ready.</summary>
public sealed class ProbeSourceConsumer(SourceProbe probe, AttemptWork work, ILogger<ProbeSourceConsumer> logger) : IConsumer<ProbeSource>
{
    public Task Consume(ConsumeContext<ProbeSource> context) => work.Run(context, async ct =>
    {
        var result = await probe.ProbeAsync(context.Message, ct);
        if (result.Ready)
            logger.SourcesReady(string.Join("; ", result.Lines));
        else
            logger.SourcesNotReady(string.Join("; ", result.Lines));
        await (result.Ready ? TellReady(context, result) : TellNotReady(context, result));
    });

    private static Task TellReady(ConsumeContext<ProbeSource> context, ProbeResult result) => context.Publish(new SourceReady
    {
        RunId = context.Message.RunId,
        Attempt = context.Message.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Evidence = result.Lines,
    }, context.CancellationToken);

    private static Task TellNotReady(ConsumeContext<ProbeSource> context, ProbeResult result) => context.Publish(new SourceNotReady
    {
        RunId = context.Message.RunId,
        Attempt = context.Message.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Reason = string.Join("; ", result.Lines),
    }, context.CancellationToken);
}
