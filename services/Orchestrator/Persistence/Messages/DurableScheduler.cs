using EtlMesh.Hosting;
using MassTransit;
using MassTransit.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Deadlines as rows of the outbox: set and taken back in the transaction of the saga that asks, and visible until they fire.</summary>
internal sealed class DurableScheduler(ConsumeContext context) : IScheduleMessageProvider
{
    public Task<ScheduledMessage<T>> ScheduleSend<T>(Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class =>
        new OwnClockSchedule(new DelayedScheduleMessageProvider(context), Transaction.Time).ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);

    public async Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        var db = Transaction.Db;
        // One that was set in this very transaction is not in the table yet.
        foreach (var row in db.ChangeTracker.Entries<OutboxRow>().Where(entry => entry.Entity.Token == tokenId).ToList())
            row.State = EntityState.Detached;
        await db.Outbox.Where(row => row.Token == tokenId).ExecuteDeleteAsync(cancellationToken);
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => CancelScheduledSend(tokenId, cancellationToken);

    private IOrchestratorTransaction Transaction => context.TryGetPayload<IOrchestratorTransaction>(out var transaction)
        ? transaction
        : throw new InvalidOperationException("A deadline is set or taken back outside of a saga's transaction.");
}
