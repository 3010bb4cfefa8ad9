using EtlMesh.AmazonSqs.Protocol;
using MassTransit;
using MassTransit.Context;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A received message on its way through an endpoint.</summary>
internal sealed class SqsReceiveContext : BaseReceiveContext, TransportReceiveContext
{
    private readonly InboundMessage message;

    public SqsReceiveContext(InboundMessage message, SqsReceiveEndpointContext endpoint)
        : base(message.ReceiveCount > 1, endpoint, message)
    {
        this.message = message;
        var body = new SqsMessageBody(message.Body);
        Body = body;
        HeaderProvider = new SqsHeaderProvider(message, body);
    }

    public override MessageBody Body { get; }

    protected override IHeaderProvider HeaderProvider { get; }

    public IDictionary<string, object>? GetTransportProperties()
    {
        if (message.GroupId is null && message.DeduplicationId is null)
            return null;
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        if (message.GroupId is { } group)
            properties[PropertyNames.GroupId] = group;
        if (message.DeduplicationId is { } deduplication)
            properties[PropertyNames.DeduplicationId] = deduplication;
        return properties;
    }
}
