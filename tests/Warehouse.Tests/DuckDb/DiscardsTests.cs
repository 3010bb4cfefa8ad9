using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class DiscardsTests : DiscardsConformance
{
    protected override Task<TestWarehouse> OpenAsync() => DuckDbTestWarehouse.OpenAsync();
}
