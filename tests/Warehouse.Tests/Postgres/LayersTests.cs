using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class LayersTests(PostgresTests server) : LayersConformance
{
    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);
}
