namespace EtlMesh.Nights.Tests.Source;

/// <summary>The type of a table's watermark.</summary>
internal enum WatermarkKind
{
    /// <summary>Without one: the table is read whole every night.</summary>
    None,

    /// <summary>The zone's local time, to the second.</summary>
    Timestamp,

    /// <summary>The zone's local date.</summary>
    Date,

    /// <summary>A number that grows; no day in it.</summary>
    Bigint,

    /// <summary>With a zone.</summary>
    Instant,
}
