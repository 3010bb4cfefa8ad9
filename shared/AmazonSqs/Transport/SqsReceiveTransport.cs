using EtlMesh.AmazonSqs.Configuration;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Starts to receive from a queue.</summary>
internal sealed class SqsReceiveTransport(SqsHostConfiguration host, SqsReceiveEndpointContext context, ReceiveSettings settings) : IReceiveTransport
{
    public ReceiveTransportHandle Start() => new QueueReceiver(host, context, settings);

    public void Probe(ProbeContext probe) => context.Probe(probe.CreateScope("receiveTransport"));

    public ConnectHandle ConnectReceiveObserver(IReceiveObserver observer) => context.ConnectReceiveObserver(observer);

    public ConnectHandle ConnectReceiveTransportObserver(IReceiveTransportObserver observer) => context.ConnectReceiveTransportObserver(observer);

    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => context.ConnectPublishObserver(observer);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => context.ConnectSendObserver(observer);
}
