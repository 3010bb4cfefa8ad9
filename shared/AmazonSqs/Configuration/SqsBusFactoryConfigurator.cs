using MassTransit;
using MassTransit.Configuration;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>What <c>UsingAmazonSqs</c> hands to its caller.</summary>
internal sealed class SqsBusFactoryConfigurator(SqsBusConfiguration bus) : BusFactoryConfigurator(bus), IAmazonSqsBusFactoryConfigurator, IBusFactory
{
    public void Host(string region, Action<IAmazonSqsHostConfigurator>? configure = null)
    {
        var settings = new SqsHostSettings(region);
        configure?.Invoke(settings);
        bus.Host.Settings = settings;
    }

    public void ReceiveEndpoint(
        IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter, Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter, Action<IReceiveEndpointConfigurator>? configureEndpoint = null) =>
        bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint) =>
        bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IReceiveEndpointConfigurator> configureEndpoint) =>
        bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public IReceiveEndpointConfiguration CreateBusEndpointConfiguration(Action<IReceiveEndpointConfigurator> configure) =>
        bus.Host.Create(new ReceiveSettings(bus.SqsTopology.Consume.CreateTemporaryQueueName("bus")) { AutoDelete = true }, bus.BusEndpoint, configure);
}
