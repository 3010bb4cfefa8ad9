namespace EtlMesh.DuckDb.Engine;

/// <summary>A table function before it is registered.</summary>
internal sealed class TableFunctionHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_table_function(ref pointer);
}
