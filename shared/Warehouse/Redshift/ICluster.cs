namespace EtlMesh.Warehouse.Redshift;

/// <summary>What of Redshift no other server has: what it is told, and the way in for what lies on S3.</summary>
internal interface ICluster
{
    /// <summary>A statement in the server's own words.</summary>
    string Said(string sql);

    /// <summary>Copies objects into a table, whose columns are theirs, by position.</summary>
    /// <exception cref="Npgsql.PostgresException">The server refused them.</exception>
    Task CopyAsync(Session session, CopyStatement copy, CancellationToken ct);
}
