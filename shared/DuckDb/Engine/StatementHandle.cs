namespace EtlMesh.DuckDb.Engine;

/// <summary>A prepared statement.</summary>
internal sealed class StatementHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_prepare(ref pointer);
}
