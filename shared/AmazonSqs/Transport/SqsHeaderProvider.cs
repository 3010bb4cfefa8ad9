using System.Diagnostics.CodeAnalysis;
using EtlMesh.AmazonSqs.Protocol;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A received message's attributes as the bus's transport headers.</summary>
internal sealed class SqsHeaderProvider(InboundMessage message, SqsMessageBody body) : IHeaderProvider
{
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        if (!message.Attributes.ContainsKey(MessageHeaders.MessageId))
            yield return new(MessageHeaders.MessageId, message.MessageId);
        foreach (var (name, value) in message.Attributes)
            yield return new(name, value);
    }

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        value = message.Attributes.GetValueOrDefault(key);
        if (value is null && key.Equals(MessageHeaders.MessageId, StringComparison.OrdinalIgnoreCase))
            value = message.MessageId;
        else if (value is null && key.Equals("TopicArn", StringComparison.OrdinalIgnoreCase))
            value = body.TopicArn;
        else if (value is null && key.Equals(MessageHeaders.TransportSentTime, StringComparison.OrdinalIgnoreCase))
            value = message.SentAt?.UtcDateTime;
        return value is not null;
    }
}
