using EtlMesh.Orchestrator.Persistence;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>Where the night's saga listens: what it sends leaves only after its state is stored.</summary>
public sealed class NightlyRunSagaDefinition : SagaDefinition<NightlyRunState>
{
    public NightlyRunSagaDefinition() => EndpointName = "nightly-run";

    /// <inheritdoc/>
    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<NightlyRunState> sagaConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseSagaOutbox(context);
}
