using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Persistence.Migrations;
using EtlMesh.Orchestrator.Persistence.Sagas;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>Keeps an orchestrator's sagas, inbox, outbox and deadlines in PostgreSQL.</summary>
public static class PersistenceRegistration
{
    /// <summary>Adds the database, and what empties its outbox.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">In Npgsql's words.</param>
    /// <param name="options">How the outbox is emptied; the defaults when left out.</param>
    public static IServiceCollection AddOrchestratorPersistence(this IServiceCollection services, string connectionString, OutboxOptions? options = null) =>
        services.AddOrchestratorPersistence(_ => connectionString, options);

    /// <inheritdoc cref="AddOrchestratorPersistence(IServiceCollection, string, OutboxOptions?)"/>
    public static IServiceCollection AddOrchestratorPersistence(this IServiceCollection services, Func<IServiceProvider, string> connectionString, OutboxOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options ?? new OutboxOptions());
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxPublisher>();
        services.AddDbContext<OrchestratorDb>((provider, db) => db
            .UseNpgsql(connectionString(provider), npgsql => npgsql.MigrationsHistoryTable("migrations", OrchestratorDb.Schema))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))); // migrations are written by hand: there is no snapshot to compare with
        services.AddScoped<IOutboxContextFactory<OrchestratorDb>, Outbox>();
        services.AddSingleton<OutboxDelivery>();
        services.AddHostedService<MigrationsAtStart>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxDelivery>());
        services.AddHostedService<InboxSweep>();
        services.AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return services;
    }

    /// <summary>Keeps the sagas in the orchestrator's database.</summary>
    public static void StoredRepository<TSaga>(this ISagaRegistrationConfigurator<TSaga> saga)
        where TSaga : class, SagaStateMachineInstance =>
        saga.Repository(repository =>
        {
            repository.RegisterLoadSagaRepository<TSaga, StoredSagas<TSaga>>();
            repository.RegisterSagaRepository<TSaga, OrchestratorDb, SagaConsumeContextFactory<OrchestratorDb, TSaga>, StoredSagas<TSaga>>();
        });

    /// <summary>Sagas set their deadlines in the database.</summary>
    public static void UseStoredDeadlines(this IPipeConfigurator<ConsumeContext> bus) => bus.UseFilter(new DurableSchedulerFilter());

    /// <summary>What a saga sends leaves only after its state is stored: in one transaction where there is a database, else in memory.</summary>
    internal static void UseSagaOutbox(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        if (context.GetService(typeof(OutboxSignal)) is null)
        {
            endpoint.UseInMemoryOutbox(context);
            return;
        }

        endpoint.UseMessageRetry(StoreTroubles.Retry); // around the transaction: every try is a new one
        var outbox = new OutboxConsumePipeSpecificationObserver<OrchestratorDb>(endpoint, context);
        endpoint.ConnectConsumerConfigurationObserver(outbox);
        endpoint.ConnectSagaConfigurationObserver(outbox);
    }
}
