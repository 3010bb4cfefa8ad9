using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ReleasesTests(PostgresTests server) : ReleasesConformance
{
    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);
}
