using EtlMesh.Orchestrator.Persistence;
using MassTransit;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <summary>Where the transfers of tables listen: what they send leaves only after their state is stored.</summary>
public sealed class TableTransferSagaDefinition : SagaDefinition<TableTransferState>
{
    public TableTransferSagaDefinition() => EndpointName = "table-transfer";

    /// <inheritdoc/>
    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<TableTransferState> sagaConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseSagaOutbox(context);
}
