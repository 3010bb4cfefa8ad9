using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>Makes the bus when the host's services are there.</summary>
internal sealed class SqsRegistrationBusFactory : TransportRegistrationBusFactory<IAmazonSqsReceiveEndpointConfigurator>
{
    private readonly SqsBusConfiguration bus;
    private readonly Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure;

    public SqsRegistrationBusFactory(Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure)
        : this(new SqsBusConfiguration(new SqsTopologyConfiguration()), configure)
    {
    }

    private SqsRegistrationBusFactory(SqsBusConfiguration bus, Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure)
        : base(bus.Host) => (this.bus, this.configure) = (bus, configure);

    public override IBusInstance CreateBus(IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName) =>
        CreateBus(new SqsBusFactoryConfigurator(bus), context, configure, specifications);
}
