using EtlMesh.Warehouse.Tests.Conformance;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

[Collection(PostgresTests.Name)]
public sealed class SegmentsTests(PostgresTests server) : SegmentsConformance
{
    protected override Task<TestWarehouse> OpenAsync() => RedshiftTestWarehouse.OpenAsync(server);
}
