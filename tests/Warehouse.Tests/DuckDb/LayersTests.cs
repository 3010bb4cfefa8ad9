using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class LayersTests : LayersConformance
{
    protected override Task<TestWarehouse> OpenAsync() => DuckDbTestWarehouse.OpenAsync();
}
