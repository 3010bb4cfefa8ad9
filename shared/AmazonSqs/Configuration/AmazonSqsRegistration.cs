using EtlMesh.AmazonSqs.Configuration;
using MassTransit;

namespace EtlMesh.AmazonSqs;

/// <summary>Puts a bus on SQS and SNS.</summary>
public static class AmazonSqsRegistration
{
    /// <summary>Queues of SQS and topics of SNS carry the messages; names, envelopes and attributes are MassTransit.AmazonSQS's.</summary>
    /// <param name="bus">The bus's registration.</param>
    /// <param name="configure">Says the host and the endpoints.</param>
    public static void UsingAmazonSqs(this IBusRegistrationConfigurator bus, Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure) =>
        bus.SetBusFactory(new SqsRegistrationBusFactory(configure));
}
