using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Both state machines. They keep nothing between messages, so every night with the same options uses the same.</summary>
public sealed class Machines(SagaOptions options)
{
    public static Machines Usual { get; } = new(new SagaOptions());

    public NightlyRunStateMachine Night { get; } = new(TestTime.Shared, Options.Create(options), NullLogger<NightlyRunStateMachine>.Instance);

    public TableTransferStateMachine Transfer { get; } = new(TestTime.Shared, Options.Create(options), NullLogger<TableTransferStateMachine>.Instance);
}
