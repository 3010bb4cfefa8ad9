using MassTransit;

namespace EtlMesh.AmazonSqs;

/// <summary>Configures a bus over SQS and SNS.</summary>
public interface IAmazonSqsBusFactoryConfigurator : IBusFactoryConfigurator<IAmazonSqsReceiveEndpointConfigurator>
{
    /// <summary>Says which region's queues and topics these are, and how they are reached.</summary>
    /// <param name="region">Such as <c>eu-central-1</c>.</param>
    void Host(string region, Action<IAmazonSqsHostConfigurator>? configure = null);
}
