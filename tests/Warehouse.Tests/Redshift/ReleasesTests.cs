using EtlMesh.Warehouse.Tests.Conformance;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

[Collection(PostgresTests.Name)]
public sealed class ReleasesTests(PostgresTests server) : ReleasesConformance
{
    protected override Task<TestWarehouse> OpenAsync() => RedshiftTestWarehouse.OpenAsync(server);
}
