using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A topic that is published to.</summary>
internal sealed record TopicDestination(TopicDefinition Topic) : Destination(Topic.Name, CanDelay: false)
{
    protected override async Task DeliverAsync(Broker broker, OutboundMessage message, CancellationToken cancellationToken)
    {
        var topic = await broker.TopicAsync(Topic, cancellationToken);
        await topic.PublishAsync(message, cancellationToken);
    }

    protected override void Forget(Broker broker) => broker.ForgetTopic(Topic.Name);
}
