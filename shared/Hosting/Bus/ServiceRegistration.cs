using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Hosting;

/// <summary>How a service puts its consumers on the bus: one queue for each command, named after the service.</summary>
public static class ServiceRegistration
{
    /// <summary>Adds a consumer on the queue <c>{service}-{command}</c>.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="service">The service's name, such as <c>loader</c>.</param>
    /// <param name="concurrency">How many commands one process works on at a time.</param>
    public static void AddServiceConsumer<TConsumer>(this IBusRegistrationConfigurator bus, string service, int concurrency)
        where TConsumer : class, IConsumer =>
        bus.AddConsumer<TConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = $"{service}-{CommandOf(typeof(TConsumer))}";
            endpoint.ConcurrentMessageLimit = concurrency;
        });

    /// <summary>Adds the consumer that compensates for the service's effects.</summary>
    public static void AddDiscard<TEffects>(this IBusRegistrationConfigurator bus)
        where TEffects : class, IAttemptEffects =>
        bus.AddConsumer<DiscardAttemptConsumer<TEffects>>().Endpoint(endpoint => endpoint.Name = $"{TEffects.Service}-discard-attempt");

    private static string CommandOf(Type consumer)
    {
        var command = consumer.GetInterfaces()
            .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .GetGenericArguments()[0];
        return KebabCaseEndpointNameFormatter.Instance.SanitizeName(command.Name);
    }
}
