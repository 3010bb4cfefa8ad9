namespace EtlMesh.DuckDb.Engine;

/// <summary>A database.</summary>
internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_close(ref pointer);
}
