using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Publishes a release.</summary>
public sealed class PublishReleaseConsumer(ReleasePublisher publisher, AttemptWork work, ILogger<PublishReleaseConsumer> logger) : IConsumer<PublishRelease>
{
    public Task Consume(ConsumeContext<PublishRelease> context) => work.Run(context, async ct =>
    {
        var outcome = await publisher.PublishAsync(context.Message, ct);
        if (outcome.State == PublishState.StaleBase)
        {
            logger.BaseStale(context.Message.Release, outcome.Head ?? "none");
            await TellStale(context, outcome.Head);
        }
        else
        {
            logger.ReleasePublished(context.Message.Release);
            await TellPublished(context);
        }
    });

    private static Task TellPublished(ConsumeContext<PublishRelease> context) => context.Publish(new ReleasePublished
    {
        RunId = context.Message.RunId,
        Attempt = context.Message.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Release = context.Message.Release,
    }, context.CancellationToken);

    private static Task TellStale(ConsumeContext<PublishRelease> context, string? head) => context.Publish(new BaseStale
    {
        RunId = context.Message.RunId,
        Attempt = context.Message.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Release = context.Message.Release,
        Head = head,
    }, context.CancellationToken);
}
