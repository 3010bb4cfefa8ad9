namespace EtlMesh.DuckDb.Engine;

/// <summary>A parameter's value.</summary>
internal sealed class ValueHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbApi.duckdb_destroy_value(ref pointer);
}
