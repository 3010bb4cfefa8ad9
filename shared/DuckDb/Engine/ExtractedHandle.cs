namespace EtlMesh.DuckDb.Engine;

/// <summary>The statements of a text.</summary>
internal sealed class ExtractedHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_extracted(ref pointer);
}
