using System.Diagnostics;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Hosting;

/// <summary>Stops a service's work for an attempt, then removes what it wrote.</summary>
public sealed class DiscardAttemptConsumer<TEffects>(TEffects effects, AttemptWork work) : IConsumer<DiscardAttempt>
    where TEffects : class, IAttemptEffects
{
    private static readonly ActivitySource Effects = new("EtlMesh.Hosting");

    public async Task Consume(ConsumeContext<DiscardAttempt> context)
    {
        var command = context.Message;
        await work.StopAsync(command.RunId, command.Attempt);
        using (Effects.StartActivity("attempt.discard")?.SetTag("etlmesh.service", TEffects.Service))
            await effects.DiscardAsync(command, context.CancellationToken);

        await context.Publish(new AttemptDiscarded
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Service = TEffects.Service,
        }, context.CancellationToken);
    }
}
