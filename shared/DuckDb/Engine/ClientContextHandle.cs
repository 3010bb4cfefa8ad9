namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's side of a connection.</summary>
internal sealed class ClientContextHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_client_context(ref pointer);
}
