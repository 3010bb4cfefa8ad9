using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace EtlMesh.Hosting;

/// <summary>Delayed messages by the application's clock: MassTransit measures a delay from the system's, to which an instant of another clock is long past, or never.</summary>
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

    private MessageScheduler Scheduler(ConsumeContext context) => new(new Provider(new DelayedScheduleMessageProvider(context), time), context.GetPayload<IBusTopology>());

    private sealed class Provider(IScheduleMessageProvider bySystem, TimeProvider time) : IScheduleMessageProvider
    {
        public Task<ScheduledMessage<T>> ScheduleSend<T>(Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
            where T : class =>
            bySystem.ScheduleSend(destinationAddress, TimeProvider.System.GetUtcNow().UtcDateTime + (scheduledTime - time.GetUtcNow().UtcDateTime), message, pipe, cancellationToken);

        public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) => bySystem.CancelScheduledSend(tokenId, cancellationToken);

        public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => bySystem.CancelScheduledSend(destinationAddress, tokenId, cancellationToken);
    }
}
