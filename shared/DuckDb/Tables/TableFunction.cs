namespace EtlMesh.DuckDb;

/// <summary>A registered table function; the engine holds it through a GCHandle as long as the database lives.</summary>
internal sealed class TableFunction(TableFunctions owner)
{
    public TableFunctions Owner { get; } = owner;

    public required TableRows Rows { get; set; }
}
