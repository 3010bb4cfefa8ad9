namespace EtlMesh.DuckDb.Engine;

/// <summary>A statement on its way.</summary>
internal sealed class PendingHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_pending(ref pointer);
}
