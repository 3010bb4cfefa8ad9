using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Orchestrator.TableTransfer;
using EtlMesh.Pipelines;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator;

/// <summary>Puts the orchestrator on a bus.</summary>
public static class OrchestratorRegistration
{
    /// <summary>Adds the sagas of the night and of its tables.</summary>
    /// <param name="bus">The bus; it must have a message scheduler, for the sagas' deadlines.</param>
    /// <param name="nights">Where runs are kept; in memory when left out.</param>
    /// <param name="transfers">Where the transfers of tables are kept; in memory when left out.</param>
    public static void AddOrchestrator(
        this IBusRegistrationConfigurator bus,
        Action<ISagaRegistrationConfigurator<NightlyRunState>>? nights = null,
        Action<ISagaRegistrationConfigurator<TableTransferState>>? transfers = null)
    {
        bus.TryAddSingleton(TimeProvider.System);
        bus.AddOptions<SagaOptions>().Validate(options => options.IsValid(), "The sagas' options are out of range: "
            + "RetryDelay and CompensationTimeout must be more than zero, MaxRetryDelay at least RetryDelay, MaxRebuilds not negative.").ValidateOnStart();

        var night = bus.AddSagaStateMachine<NightlyRunStateMachine, NightlyRunState, NightlyRunSagaDefinition>();
        (nights ?? (saga => saga.InMemoryRepository()))(night);
        var transfer = bus.AddSagaStateMachine<TableTransferStateMachine, TableTransferState, TableTransferSagaDefinition>();
        (transfers ?? (saga => saga.InMemoryRepository()))(transfer);
    }

    /// <summary>Adds the sagas, kept in the orchestrator's database.</summary>
    public static void AddStoredOrchestrator(this IBusRegistrationConfigurator bus) =>
        bus.AddOrchestrator(night => night.StoredRepository(), transfer => transfer.StoredRepository());

    /// <summary>Adds what a host of the orchestrator needs beside the bus: the database, the catalog, the schedule and the operations API. The host adds the <see cref="BundleStore"/>, and maps the API by <see cref="OperationsEndpoints.MapOperations"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Holds <see cref="OrchestratorOptions.Section"/>.</param>
    /// <param name="scratch">A folder for temporary files of this process.</param>
    /// <param name="variable">The environment that pipelines refer to; the process's when left out.</param>
    public static IServiceCollection AddOrchestratorService(this IServiceCollection services, IConfiguration configuration, string scratch, Func<string, string?>? variable = null)
    {
        var environment = variable ?? Environment.GetEnvironmentVariable;
        services.AddOptions<OrchestratorOptions>().Bind(configuration.GetSection(OrchestratorOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OrchestratorOptions>, OrchestratorOptionsCheck>();
        services.AddOrchestratorPersistence(provider => provider.GetRequiredService<IOptions<OrchestratorOptions>>().Value.Database);

        services.AddSingleton(provider => new BundleInspection(Path.Combine(scratch, "inspection"), environment, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SelectionCheck(provider.GetRequiredService<BundleStore>(), environment, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<PipelineCatalog>();
        services.AddSingleton<DueNights>();
        services.AddSingleton<Scheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<Scheduler>());

        services.AddSingleton<Admission>();
        services.AddSingleton<Guard>();
        services.AddScoped<PipelineList>();
        services.AddScoped<RunList>();
        services.AddScoped<RunActions>();
        return services;
    }
}
