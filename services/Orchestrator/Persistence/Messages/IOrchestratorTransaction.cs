namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>The transaction in which a message is handled: whatever is written through it commits together, or not at all.</summary>
internal interface IOrchestratorTransaction
{
    OrchestratorDb Db { get; }

    TimeProvider Time { get; }
}
