using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class CandidatesTests(PostgresTests server) : CandidatesConformance
{
    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);
}
