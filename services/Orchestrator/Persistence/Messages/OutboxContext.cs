using MassTransit;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>A message being handled: what is sent meanwhile becomes rows of the outbox.</summary>
/// <remarks>The core delivers an outbox after the handling; here a service of its own does, so that one process's fall delays nothing. To the core a message is therefore either new, or long done.</remarks>
internal sealed class OutboxContext<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IServiceProvider services, OrchestratorDb db, TimeProvider time, bool isNew)
    : OutboxConsumeContextProxy<T>(context, options, services), IOrchestratorTransaction
    where T : class
{
    public OrchestratorDb Db => db;

    public TimeProvider Time => time;

    /// <summary>Something goes out when this commits.</summary>
    public bool HasSaid { get; private set; }

    public override Guid? MessageId => CapturedContext.GetOriginalMessageId();

    public override bool ContinueProcessing { get; set; }

    public override bool IsMessageConsumed => !isNew;

    public override bool IsOutboxDelivered => !isNew;

    public override int ReceiveCount => 1;

    public override long? LastSequenceNumber => null;

    public override Task AddSend<TMessage>(SendContext<TMessage> context)
    {
        lock (db)
            db.Outbox.Add(OutboxMessages.Row(context, SerializerContext, time.GetUtcNow()));
        HasSaid = true;
        return Task.CompletedTask;
    }

    public override Task SetConsumed() => Task.CompletedTask;

    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;
}
