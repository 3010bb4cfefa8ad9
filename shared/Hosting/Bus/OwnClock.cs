using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace EtlMesh.Hosting;

/// <summary>Delayed messages by the application's clock.</summary>
internal sealed class OwnClock(TimeProvider time) : IPipeSpecification<ConsumeContext>, IFilter<ConsumeContext>
{
    public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(this);

    public IEnumerable<ValidationResult> Validate() => [];

    public void Probe(ProbeContext context) => context.CreateFilterScope("ownClock");

    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, Scheduler));
        return next.Send(context);
    }

    private MessageScheduler Scheduler(ConsumeContext context) => new(new OwnClockSchedule(new DelayedScheduleMessageProvider(context), time), context.GetPayload<IBusTopology>());
}
