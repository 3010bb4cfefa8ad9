using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EtlMesh.Hosting;

/// <summary>The one place that configures MassTransit.</summary>
public static class BusRegistration
{
    /// <summary>How long the work in hand may take to end when a service stops; then it is given back.</summary>
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(15);

    /// <summary>Adds the bus in this process's memory, for a night without servers.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="addServices">Adds the consumers and sagas of the services that run here.</param>
    public static IServiceCollection AddEtlMeshInMemory(this IServiceCollection services, Action<IBusRegistrationConfigurator> addServices) =>
        services.AddBus(bus =>
        {
            bus.AddDelayedMessageScheduler();
            addServices(bus);
            bus.UsingInMemory((context, transport) =>
            {
                transport.AddPrePipeSpecification(new OwnClock(context.GetRequiredService<TimeProvider>()));
                Configure(context, transport);
            });
        });

    /// <summary>Adds the bus over SQS and SNS, for one service of the mesh.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How SQS and SNS are reached.</param>
    /// <param name="addServices">Adds the consumers and sagas that run here.</param>
    /// <param name="configure">Configures the bus further, before its endpoints.</param>
    public static IServiceCollection AddEtlMeshOnSqs(
        this IServiceCollection services, BusOptions options, Action<IBusRegistrationConfigurator> addServices, Action<IBusFactoryConfigurator>? configure = null)
    {
        // A service starts whatever else is away, and says by its health what it waits for.
        services.AddOptions<MassTransitHostOptions>().Configure(host => (host.WaitUntilStarted, host.StopTimeout, host.ConsumerStopTimeout) = (false, ToEnd * 2, ToEnd));
        return services.AddBus(bus =>
        {
            bus.AddConfigureEndpointsCallback((_, _, endpoint) => Configure(endpoint, options));
            addServices(bus);
            bus.UsingAmazonSqs((context, transport) =>
            {
                transport.Host(options.Region, options.Apply);
                configure?.Invoke(transport);
                Configure(context, transport);
            });
        });
    }

    private static IServiceCollection AddBus(this IServiceCollection services, Action<IBusRegistrationConfigurator> configure)
    {
        services.TryAddSingleton<AttemptWork>();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            configure(bus);
        });
    }

    /// <summary>What is the same on every bus.</summary>
    private static void Configure<TEndpoint>(IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> transport)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        transport.Publish<RunMessage>(message => message.Exclude = true);
        transport.Publish<StageCommand>(message => message.Exclude = true);
        transport.UseConsumeFilter(typeof(RunScopeFilter<>), context, types => types.Include(type => type.IsAssignableTo(typeof(RunMessage))));
        transport.UseConsumeFilter(typeof(RunTraceFilter<>), context, types => types.Include(type => type.IsAssignableTo(typeof(RunMessage))));
        transport.UseMessageRetry(Blips);
        transport.ConfigureEndpoints(context);
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, BusOptions options)
    {
        if (endpoint is not IAmazonSqsReceiveEndpointConfigurator queue)
            return;
        queue.WaitTime = options.WaitTime;
        queue.VisibilityTimeout = options.VisibilityTimeout;
        queue.MaxReceiveCount = options.MaxReceiveCount;
    }

    /// <summary>Blips that pass by themselves are retried where they happen, for less than half a minute; what lasts longer is the saga's to decide.</summary>
    private static void Blips(IRetryConfigurator retry)
    {
        retry.Handle<TransientEtlException>();
        retry.Exponential(4, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(8), TimeSpan.FromMilliseconds(400));
    }
}
