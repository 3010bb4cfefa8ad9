using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>What the messages of one endpoint share.</summary>
internal sealed class SqsReceiveEndpointContext(SqsHostConfiguration host, SqsReceiveEndpointConfiguration configuration, params IReadOnlyList<QueueDefinition> beside)
    : BaseReceiveEndpointContext(host, configuration)
{
    /// <summary>The queues that messages move to, which are made when the first message does.</summary>
    public IReadOnlyList<QueueDefinition> Beside => beside;

    // Calls over HTTP hold nothing that would have to end with the endpoint.
    public override void AddSendAgent(IAgent agent) => throw new NotSupportedException();

    public override void AddConsumeAgent(IAgent agent) => throw new NotSupportedException();

    public override Exception ConvertException(Exception exception, string message) => new ConnectionException(message + host.HostAddress, exception);

    public override void Probe(ProbeContext context)
    {
        context.Add("type", "AmazonSQS");
        context.Add("queue", configuration.Settings.QueueName);
    }

    protected override ISendTransportProvider CreateSendTransportProvider() => new SqsSendTransports(host, this);

    protected override IPublishTransportProvider CreatePublishTransportProvider() => new SqsSendTransports(host, this);
}
