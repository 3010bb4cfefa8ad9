using EtlMesh.AmazonSqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Collects dead letters, and lets operators deal with them.</summary>
public static class DeadLetterRegistration
{
    /// <summary>Adds what collects the dead letters of the mesh's queues into the orchestrator's database, which must be added too.</summary>
    /// <param name="services">The host's services; their configuration is where secrets are known from.</param>
    /// <param name="region">The bus's region.</param>
    /// <param name="host">How SQS is reached: as the bus is told it.</param>
    /// <param name="options">The defaults when left out.</param>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, string region, Action<IAmazonSqsHostConfigurator> host, DeadLetterOptions? options = null)
    {
        options ??= new DeadLetterOptions();
        if (!options.IsValid())
            throw new ArgumentOutOfRangeException(nameof(options), "The dead letters' options are out of range: Queues must not be empty, LookEvery, TidyEvery and KeepFor more than zero, Wait 1 to 20 s.");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Queues(region, host));
        services.AddSingleton(options);
        services.AddSingleton(provider => new Redaction(provider.GetService<IConfiguration>()?.AsEnumerable() ?? []));
        services.AddSingleton<Letters>();
        services.AddSingleton<ReplayDelivery>();
        services.AddSingleton<Collector>();
        services.AddHostedService(provider => provider.GetRequiredService<Collector>());
        services.AddHostedService<Upkeep>();
        services.AddScoped<Replays>();
        services.AddScoped<LetterDesk>();
        services.AddScoped<LetterQueries>();
        return services;
    }
}
