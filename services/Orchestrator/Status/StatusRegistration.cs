using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Status;

/// <summary>Knows how the mesh is.</summary>
public static class StatusRegistration
{
    /// <summary>Adds what looks after services and queues, beside the dead letters, whose queues these are.</summary>
    internal static void AddMeshStatus(this IServiceCollection services, StatusOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ServiceProbe>();
        services.AddSingleton<QueueMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueMonitor>());
        services.AddScoped<MeshStatus>();
    }
}
