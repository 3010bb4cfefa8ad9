using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class ReleasesTests : ReleasesConformance
{
    protected override Task<TestWarehouse> OpenAsync() => DuckDbTestWarehouse.OpenAsync();
}
