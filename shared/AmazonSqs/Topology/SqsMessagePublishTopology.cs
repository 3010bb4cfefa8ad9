using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Topology;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The topic of one message type.</summary>
internal sealed class SqsMessagePublishTopology<T>(IPublishTopology publish, IMessageTopology<T> message) : MessagePublishTopology<T>(publish), ISqsMessagePublishTopology
    where T : class
{
    public TopicDefinition Topic => TopicDefinition.Named(message.EntityName);

    public override bool TryGetPublishAddress(Uri baseAddress, [NotNullWhen(true)] out Uri? publishAddress)
    {
        publishAddress = new SqsEndpointAddress(SqsHostAddress.Parse(baseAddress), Topic.Name, IsTopic: true).Uri;
        return true;
    }
}
