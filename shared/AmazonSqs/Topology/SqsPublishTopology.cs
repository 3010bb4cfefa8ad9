using MassTransit;
using MassTransit.Configuration;
using MassTransit.Topology;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>One topic for each concrete message type. Base types and interfaces get none: SNS cannot route by them.</summary>
internal sealed class SqsPublishTopology(IMessageTopology messages) : PublishTopology
{
    /// <summary>The topics of all message types known so far.</summary>
    public IReadOnlyList<TopicDefinition> Topics
    {
        get
        {
            var topics = new List<TopicDefinition>();
            ForEachMessageType<ISqsMessagePublishTopology>(message =>
            {
                if (!message.Exclude)
                    topics.Add(message.Topic);
            });
            return topics;
        }
    }

    public TopicDefinition TopicOf<T>()
        where T : class => ((ISqsMessagePublishTopology)GetMessageTopology<T>()).Topic;

    /// <summary>Messages of an excluded type are never published, so nobody subscribes to them.</summary>
    public bool IsExcluded<T>()
        where T : class => ((ISqsMessagePublishTopology)GetMessageTopology<T>()).Exclude;

    protected override IMessagePublishTopologyConfigurator CreateMessageTopology<T>()
    {
        var topology = new SqsMessagePublishTopology<T>(this, messages.GetMessageTopology<T>());
        OnMessageTopologyCreated(topology);
        return topology;
    }
}
