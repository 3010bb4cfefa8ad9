using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Gives whoever handles a message the durable scheduler.</summary>
internal sealed class DurableSchedulerFilter : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, Scheduler));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("durableScheduler");

    private static IMessageScheduler Scheduler(ConsumeContext context) => new MessageScheduler(new DurableScheduler(context), context.GetPayload<IBusTopology>());
}
