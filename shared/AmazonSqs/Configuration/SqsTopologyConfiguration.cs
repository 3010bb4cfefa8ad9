using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Topology;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>The topologies of a bus, or of one endpoint of it: all have the same messages, sends and publishes, and each consumes its own.</summary>
internal sealed class SqsTopologyConfiguration : ITopologyConfiguration
{
    private readonly SendTopology send;

    public SqsTopologyConfiguration()
    {
        Message = new MessageTopology(new MessageNameFormatterEntityNameFormatter(new TopicNameFormatter()));
        send = new SendTopology();
        send.ConnectSendTopologyConfigurationObserver(new DelegateSendTopologyConfigurationObserver(GlobalTopology.Send));
        Publish = new SqsPublishTopology(Message);
        Publish.ConnectPublishTopologyConfigurationObserver(new DelegatePublishTopologyConfigurationObserver(GlobalTopology.Publish));
        Publish.ConnectPublishTopologyConfigurationObserver(new PublishToSendTopologyConfigurationObserver(send));
    }

    private SqsTopologyConfiguration(SqsTopologyConfiguration bus) => (Message, send, Publish) = (bus.Message, bus.send, bus.Publish);

    public IMessageTopologyConfigurator Message { get; }

    public SqsPublishTopology Publish { get; }

    public IConsumeTopologyConfigurator Consume { get; } = new SqsConsumeTopology();

    public ISendTopologyConfigurator Send => send;

    IPublishTopologyConfigurator ITopologyConfiguration.Publish => Publish;

    public SqsTopologyConfiguration ForEndpoint() => new(this);

    public IEnumerable<ValidationResult> Validate() => Send.Validate().Concat(Publish.Validate()).Concat(Consume.Validate());
}
