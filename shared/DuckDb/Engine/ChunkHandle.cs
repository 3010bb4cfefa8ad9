namespace EtlMesh.DuckDb.Engine;

/// <summary>Up to 2,048 rows of a result.</summary>
internal sealed class ChunkHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_data_chunk(ref pointer);
}
