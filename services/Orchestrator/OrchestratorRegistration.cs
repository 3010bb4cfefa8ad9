using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
}
