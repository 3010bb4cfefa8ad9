using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class SegmentsTests : SegmentsConformance
{
    protected override Task<TestWarehouse> OpenAsync() => DuckDbTestWarehouse.OpenAsync();
}
