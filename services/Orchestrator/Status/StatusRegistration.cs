using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Status;

/// <summary>Knows how the mesh is.</summary>
public static class StatusRegistration
{
    /// <summary>Adds what looks after services and queues; the dead letters must be added too, whose queues these are.</summary>
    public static IServiceCollection AddMeshStatus(this IServiceCollection services, StatusOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ServiceProbe>();
        services.AddSingleton<QueueMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueMonitor>());
        return services;
    }
}
