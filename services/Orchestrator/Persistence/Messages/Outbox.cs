using System.Diagnostics;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Handles a message in one transaction: that it was taken, what the saga made of it, and what is to be said.</summary>
internal sealed class Outbox(OrchestratorDb db, OutboxSignal signal, TimeProvider time, IServiceProvider services) : IOutboxContextFactory<OrchestratorDb>
{
    private static readonly ActivitySource Effects = new("EtlMesh.Orchestrator");

    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var messageId = context.GetOriginalMessageId() ?? throw new MessageException(typeof(T), "The message has no id, so a second delivery of it could not be told from the first.");
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        // Two deliveries at once: the second waits here until the first has committed or failed.
        var taken = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO orchestrator.inbox (message_id, consumer_id, consumed_at) VALUES ({messageId}, {options.ConsumerId}, {time.GetUtcNow()}) ON CONFLICT DO NOTHING",
            context.CancellationToken);
        var handling = new OutboxContext<T>(context, options, services, db, time, isNew: taken == 1);
        await next.Send(handling);
        using (Effects.StartActivity("saga.commit"))
        {
            await db.SaveChangesAsync(context.CancellationToken);
            await transaction.CommitAsync(context.CancellationToken);
        }

        if (handling.HasSaid)
            signal.Raise();
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outbox").Add("provider", "postgresql");
}
