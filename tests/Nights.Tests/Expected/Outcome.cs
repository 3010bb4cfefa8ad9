namespace EtlMesh.Nights.Tests.Expected;

/// <summary>How a night ends.</summary>
internal enum Outcome
{
    Published,

    /// <summary>The gate said no.</summary>
    Blocked,

    /// <summary>The pipeline is held after a revert.</summary>
    Held,

    /// <summary>The date is published and nobody asked for it again.</summary>
    AlreadyPublished,

    /// <summary>The date cannot be answered for.</summary>
    Refused,
}
