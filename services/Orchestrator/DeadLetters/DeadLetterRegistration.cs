using EtlMesh.AmazonSqs;
using EtlMesh.Hosting;
using EtlMesh.Orchestrator.Status;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Collects dead letters, and lets operators deal with them.</summary>
public static class DeadLetterRegistration
{
    /// <summary>Adds what collects the dead letters of the mesh's queues into the orchestrator's database, and looks after queues and services; the orchestrator's service must be added too.</summary>
    /// <param name="services">The host's services; their configuration is where secrets are known from.</param>
    /// <param name="bus">How the bus reaches SQS.</param>
    /// <param name="options">As the host's configuration says when left out.</param>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, BusOptions bus, DeadLetterOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Queues(bus.Region, bus.Apply));
        services.AddSingleton(provider => options ?? DeadLetterOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new Redaction(provider.GetService<IConfiguration>()?.AsEnumerable() ?? []));
        services.AddSingleton<Letters>();
        services.AddSingleton<ReplayDelivery>();
        services.AddSingleton<Collector>();
        services.AddHostedService(provider => provider.GetRequiredService<Collector>());
        services.AddHostedService<Upkeep>();
        services.AddScoped<Replays>();
        services.AddScoped<LetterDesk>();
        services.AddScoped<LetterQueries>();
        services.AddMeshStatus(new StatusOptions());
        return services;
    }
}
