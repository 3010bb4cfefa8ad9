using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A queue that is sent to.</summary>
internal sealed record QueueDestination(QueueDefinition Queue) : Destination(Queue.Name, CanDelay: !Queue.IsFifo)
{
    protected override async Task DeliverAsync(Broker broker, OutboundMessage message, CancellationToken cancellationToken)
    {
        var queue = await broker.QueueAsync(Queue, cancellationToken);
        await queue.SendAsync(message, cancellationToken);
    }

    protected override void Forget(Broker broker) => broker.ForgetQueue(Queue.Name);
}
