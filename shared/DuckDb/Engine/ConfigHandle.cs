namespace EtlMesh.DuckDb.Engine;

/// <summary>Settings for opening a database.</summary>
internal sealed class ConfigHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_config(ref pointer);
}
