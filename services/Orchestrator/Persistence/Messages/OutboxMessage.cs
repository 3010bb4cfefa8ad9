using System.Text.Json;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Middleware;
using MassTransit.Serialization;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>A row of the outbox as the bus sees a stored message.</summary>
internal sealed class OutboxMessage : OutboxMessageContext
{
    private readonly OutboxRow row;
    private readonly OutboxEnvelope envelope;

    public OutboxMessage(OutboxRow row, IObjectDeserializer deserializer)
    {
        this.row = row;
        envelope = JsonSerializer.Deserialize<OutboxEnvelope>(row.Envelope)!;
        Headers = new DictionarySendHeaders(deserializer.DeserializeDictionary<object?>(envelope.Headers) ?? []);
        Properties = deserializer.DeserializeDictionary<object>(envelope.Properties) ?? [];
    }

    public long SequenceNumber => row.Id;

    public Guid MessageId => row.MessageId;

    Guid? MessageContext.MessageId => row.MessageId;

    public string ContentType => row.ContentType;

    public string MessageType => row.MessageType;

    public string Body => row.Body;

    public Headers Headers { get; }

    public IReadOnlyDictionary<string, object> Properties { get; }

    public Guid? RequestId => envelope.RequestId;

    public Guid? CorrelationId => envelope.CorrelationId;

    public Guid? ConversationId => envelope.ConversationId;

    public Guid? InitiatorId => envelope.InitiatorId;

    public DateTime? ExpirationTime => envelope.ExpirationTime;

    public Uri? SourceAddress => envelope.SourceAddress;

    public Uri? DestinationAddress => new(row.Destination);

    public Uri? ResponseAddress => envelope.ResponseAddress;

    public Uri? FaultAddress => envelope.FaultAddress;

    public DateTime? SentTime => envelope.SentTime;

    public HostInfo Host => HostMetadataCache.Host;
}
