namespace EtlMesh.DuckDb;

/// <summary>A use of a table function in one connection's statement.</summary>
internal sealed record TableBinding(TableFunction Function, TableRows Rows, ulong Connection)
{
    public void Fail(Exception failure) => Function.Owner.Fail(Connection, failure);
}
