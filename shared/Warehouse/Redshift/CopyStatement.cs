namespace EtlMesh.Warehouse.Redshift;

/// <summary>The COPY of the objects of a manifest.</summary>
/// <param name="Table">Quoted.</param>
/// <param name="Manifest">Its address: <c>s3://…</c>.</param>
/// <param name="Role">An ARN, or <c>default</c>.</param>
internal sealed record CopyStatement(string Table, string Manifest, string Role)
{
    public string Sql =>
        $"copy {Table} from {EtlMesh.DuckDb.Sql.Literal(Manifest)} iam_role {(Role == "default" ? Role : EtlMesh.DuckDb.Sql.Literal(Role))} format as parquet manifest";
}
