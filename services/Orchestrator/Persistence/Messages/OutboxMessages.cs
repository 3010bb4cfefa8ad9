using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Messages of the bus as rows, and back.</summary>
internal static class OutboxMessages
{
    public static OutboxRow Row<T>(SendContext<T> context, IObjectDeserializer serializer, DateTimeOffset now)
        where T : class
    {
        var delay = context.Delay;
        context.Delay = null; // the row waits; the transport's properties would make it wait again
        return new OutboxRow
        {
            DueAt = now + (delay ?? TimeSpan.Zero),
            Token = context.ScheduledMessageId,
            MessageId = context.MessageId ?? throw new MessageException(typeof(T), "A message without an id cannot be sent."),
            MessageType = string.Join(';', context.SupportedMessageTypes),
            Destination = context.DestinationAddress?.ToString() ?? throw new MessageException(typeof(T), "A message without a destination cannot be sent."),
            ContentType = (context.ContentType ?? context.Serialization.DefaultContentType).ToString(),
            Body = context.Serializer.GetMessageBody(context).GetString(),
            Envelope = JsonSerializer.Serialize(Envelope(context, serializer, now)),
        };
    }

    public static OutboxMessageContext Message(OutboxRow row, IObjectDeserializer deserializer) => new OutboxMessage(row, deserializer);

    private static OutboxEnvelope Envelope<T>(SendContext<T> context, IObjectDeserializer serializer, DateTimeOffset now)
        where T : class
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        (context as TransportSendContext)?.WritePropertiesTo(properties);
        return new OutboxEnvelope
        {
            RequestId = context.RequestId,
            CorrelationId = context.CorrelationId,
            ConversationId = context.ConversationId,
            InitiatorId = context.InitiatorId,
            SourceAddress = context.SourceAddress,
            ResponseAddress = context.ResponseAddress,
            FaultAddress = context.FaultAddress,
            ExpirationTime = context.TimeToLive is { } live ? (now + live).UtcDateTime : null,
            SentTime = context.SentTime ?? now.UtcDateTime,
            Headers = serializer.SerializeDictionary(context.Headers.GetAll()),
            Properties = serializer.SerializeDictionary(properties),
        };
    }
}
