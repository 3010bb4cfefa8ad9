namespace EtlMesh.Pipelines;

/// <summary>What a connection leads to.</summary>
public enum ConnectionKind
{
    /// <summary>A folder of files.</summary>
    Files,
    MySql,
    Postgres,

    /// <summary>A JSON API.</summary>
    Https,
    S3,

    /// <summary>A dump file of MySQL.</summary>
    MySqlDump,

    /// <summary>Warehouse only.</summary>
    DuckDb,

    /// <summary>Warehouse only.</summary>
    Redshift,
}
