using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class SegmentsTests(PostgresTests server) : SegmentsConformance
{
    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);
}
