namespace EtlMesh.DuckDb.Engine;

/// <summary>A column's type.</summary>
internal sealed class LogicalTypeHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_logical_type(ref pointer);
}
