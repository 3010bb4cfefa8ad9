using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>The ways out of an endpoint. An address may name a topic too: an outbox sends there what was published.</summary>
internal sealed class SqsSendTransports(SqsHostConfiguration host, ReceiveEndpointContext endpoint) : ISendTransportProvider, IPublishTransportProvider
{
    public Uri NormalizeAddress(Uri address) => Parse(address).Uri;

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        var parsed = Parse(address);
        return To(parsed.IsTopic ? new TopicDestination(TopicDefinition.Named(parsed.Name)) : new QueueDestination(QueueDefinition.Foreign(parsed)));
    }

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class => To(new TopicDestination(host.SqsTopology.Publish.TopicOf<T>()));

    private SqsEndpointAddress Parse(Uri address) => SqsEndpointAddress.Parse(host.Settings.Address, address);

    private Task<ISendTransport> To(Destination destination)
    {
        LogContext.SetCurrentIfNull(host.LogContext);
        return Task.FromResult<ISendTransport>(new SendTransport<PipeContext>(new SqsSendTransportContext(host, endpoint, destination)));
    }
}
