namespace EtlMesh.Warehouse;

/// <summary>How rows that are read are held until the transaction ends, where the server holds rows.</summary>
internal enum Hold
{
    /// <summary>A mere look.</summary>
    None,

    /// <summary>Nobody may change them.</summary>
    Shared,

    /// <summary>Nobody else may hold them.</summary>
    Alone,
}
