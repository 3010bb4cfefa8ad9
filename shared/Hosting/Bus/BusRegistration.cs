using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EtlMesh.Hosting;

/// <summary>The one place that configures MassTransit.</summary>
public static class BusRegistration
{
    /// <summary>Adds the bus in this process's memory, for a night without servers.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="addServices">Adds the consumers and sagas of the services that run here.</param>
    public static IServiceCollection AddEtlMeshInMemory(this IServiceCollection services, Action<IBusRegistrationConfigurator> addServices)
    {
        services.TryAddSingleton<AttemptWork>();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddDelayedMessageScheduler();
            addServices(bus);
            bus.UsingInMemory((context, transport) =>
            {
                transport.AddPrePipeSpecification(new OwnClock(context.GetRequiredService<TimeProvider>()));
                transport.Publish<RunMessage>(message => message.Exclude = true);
                transport.Publish<StageCommand>(message => message.Exclude = true);
                transport.UseConsumeFilter(typeof(RunScopeFilter<>), context, types => types.Include(type => type.IsAssignableTo(typeof(RunMessage))));
                transport.UseConsumeFilter(typeof(RunTraceFilter<>), context, types => types.Include(type => type.IsAssignableTo(typeof(RunMessage))));
                transport.UseMessageRetry(Blips);
                transport.ConfigureEndpoints(context);
            });
        });
    }

    /// <summary>Blips that pass by themselves are retried where they happen, for less than half a minute; what lasts longer is the saga's to decide.</summary>
    private static void Blips(IRetryConfigurator retry)
    {
        retry.Handle<TransientEtlException>();
        retry.Exponential(4, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(8), TimeSpan.FromMilliseconds(400));
    }
}
