using EtlMesh.Contracts;
using MassTransit;
using LogContext = Serilog.Context.LogContext;

namespace EtlMesh.Hosting;

/// <summary>Puts run id, attempt, pipeline and stage on every log line that handling a message writes.</summary>
public sealed class RunScopeFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.Message is not RunMessage message)
        {
            await next.Send(context);
            return;
        }

        using (LogContext.PushProperty("RunId", message.RunId))
        using (LogContext.PushProperty("Attempt", message.Attempt))
        using (LogContext.PushProperty("Pipeline", message.Pipeline))
        using (LogContext.PushProperty("Stage", Stage.Of(typeof(T))))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("runScope");
}
