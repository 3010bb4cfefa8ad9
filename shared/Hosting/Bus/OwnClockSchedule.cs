using MassTransit;
using MassTransit.Scheduling;

namespace EtlMesh.Hosting;

/// <summary>Scheduled messages by the application's clock: MassTransit measures a delay from the system's, to which an instant of another clock is long past, or never.</summary>
/// <param name="bySystem">What sets messages by the system's clock.</param>
/// <param name="time">The application's clock.</param>
public sealed class OwnClockSchedule(IScheduleMessageProvider bySystem, TimeProvider time) : IScheduleMessageProvider
{
    public Task<ScheduledMessage<T>> ScheduleSend<T>(Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class =>
        bySystem.ScheduleSend(destinationAddress, TimeProvider.System.GetUtcNow().UtcDateTime + (scheduledTime - time.GetUtcNow().UtcDateTime), message, pipe, cancellationToken);

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) => bySystem.CancelScheduledSend(tokenId, cancellationToken);

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => bySystem.CancelScheduledSend(destinationAddress, tokenId, cancellationToken);
}
