using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>The configuration of a bus.</summary>
internal sealed class SqsBusConfiguration : SqsEndpointConfiguration, IBusConfiguration
{
    private readonly BusObservable observers = new();

    public SqsBusConfiguration(SqsTopologyConfiguration topology)
        : base(topology)
    {
        Host = new SqsHostConfiguration(this);
        BusEndpoint = ForEndpoint(isBusEndpoint: true);
    }

    public SqsHostConfiguration Host { get; }

    /// <summary>The endpoint of the bus itself: a temporary queue, which is there when answers are waited for.</summary>
    public SqsEndpointConfiguration BusEndpoint { get; }

    public IHostConfiguration HostConfiguration => Host;

    public IEndpointConfiguration BusEndpointConfiguration => BusEndpoint;

    public IBusObserver BusObservers => observers;

    public ConnectHandle ConnectBusObserver(IBusObserver observer) => observers.Connect(observer);

    public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) => Host.ConnectEndpointConfigurationObserver(observer);
}
