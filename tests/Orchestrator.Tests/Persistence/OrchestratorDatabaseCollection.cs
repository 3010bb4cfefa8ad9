namespace EtlMesh.Orchestrator.Tests.Persistence;

[CollectionDefinition(nameof(OrchestratorDatabase))]
public sealed class OrchestratorDatabaseCollection : ICollectionFixture<OrchestratorDatabase>;
