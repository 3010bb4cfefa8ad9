using System.Diagnostics;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Hosting;

/// <summary>Covers the handling of a command by a span of its run's trace.</summary>
public sealed class RunTraceFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        Activity.Current = null; // whatever the bus was doing when it brought the message is not its parent
        using var span = context.Message is StageCommand command ? CommandSpan.Start(command, Queue(context)) : null;
        try
        {
            await next.Send(context);
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("runTrace");

    private static string Queue(ConsumeContext context) => context.ReceiveContext.InputAddress.Segments[^1];
}
