using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Says something outside of a message's handling, in the caller's transaction: what is written with it and the message become true together.</summary>
public sealed class OutboxPublisher(IBus bus, TimeProvider time)
{
    /// <summary>Adds a published message to the outbox; it leaves after the caller's commit. <see cref="OutboxSignal"/> then makes it leave at once instead of at the next look.</summary>
    /// <param name="db">Saved by the caller.</param>
    /// <param name="message">What is published.</param>
    /// <param name="messageId">The same id again is the same message to whoever hears it; a new one when left out.</param>
    public void Publish<T>(OrchestratorDb db, T message, Guid? messageId = null)
        where T : class
    {
        if (!bus.Topology.TryGetPublishAddress<T>(out var destination))
            throw new MessageException(typeof(T), "The bus has no address to publish it to.");
        var serializer = SystemTextJsonMessageSerializer.Instance;
        var context = new MessageSendContext<T>(message)
        {
            Serializer = serializer,
            ContentType = serializer.ContentType,
            MessageId = messageId ?? NewId.NextGuid(),
            ConversationId = NewId.NextGuid(),
            SourceAddress = bus.Address,
            DestinationAddress = destination,
        };
        db.Outbox.Add(OutboxMessages.Row(context, serializer, time.GetUtcNow()));
    }
}
