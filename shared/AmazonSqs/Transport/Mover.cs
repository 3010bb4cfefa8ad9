using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Sends a received message, body unchanged, to another queue; its receipt is ended by whoever received it.</summary>
internal sealed class Mover(SqsHostConfiguration host, QueueDefinition to)
{
    private readonly QueueDestination destination = new(to);

    public Task MoveAsync(ReceiveContext context, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> attributes)
    {
        if (!context.TryGetPayload(out InboundMessage? received))
            throw new ArgumentException("The message was not received from SQS.", nameof(context));
        var message = Message(received, attributes(received.Attributes));
        // A message that was almost too large must not become too large to be kept.
        if (message.Size > MessageSize.Topic)
            message = Message(received, message.Attributes.Where(attribute => attribute.Key != MessageHeaders.FaultStackTrace).ToDictionary());
        return destination.SendAsync(host.Account.Broker, message, CancellationToken.None);
    }

    private OutboundMessage Message(InboundMessage received, IReadOnlyDictionary<string, string> attributes) =>
        new(received.Body, attributes, destination.IsFifo ? received.GroupId : null, destination.IsFifo ? received.DeduplicationId : null);
}
