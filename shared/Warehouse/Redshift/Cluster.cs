namespace EtlMesh.Warehouse.Redshift;

/// <summary>A Redshift.</summary>
internal sealed class Cluster : ICluster
{
    public string Said(string sql) => sql;

    public Task CopyAsync(Session session, CopyStatement copy, CancellationToken ct) => session.ExecuteAsync(copy.Sql, ct);
}
