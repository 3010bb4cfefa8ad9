namespace EtlMesh.Warehouse;

/// <summary>What became of a publish.</summary>
public enum PublishState
{
    /// <summary>The release is the head now.</summary>
    Published,

    /// <summary>The release was published before; nothing was done.</summary>
    AlreadyHead,

    /// <summary>Another release became the head since the candidate was begun; nothing was done.</summary>
    StaleBase,

    /// <summary>It may not be published; nothing was done.</summary>
    Refused,
}
