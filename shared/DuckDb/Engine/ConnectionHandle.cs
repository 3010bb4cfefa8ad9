namespace EtlMesh.DuckDb.Engine;

/// <summary>A connection.</summary>
internal sealed class ConnectionHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_disconnect(ref pointer);
}
