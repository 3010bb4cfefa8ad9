namespace EtlMesh.Warehouse;

/// <summary>How values of a column are held against what the source's stream contained.</summary>
internal enum Reconciled
{
    /// <summary>Exact numbers: by their sum.</summary>
    Sum,

    /// <summary>Numbers with neither an exact sum in DuckDB nor a rounding: by least and greatest.</summary>
    Number,

    /// <summary>Binary floating point.</summary>
    Real,

    Boolean,

    /// <summary>Texts and blobs: by the sum of their lengths in bytes.</summary>
    Bytes,

    /// <summary>What is plain as text: by the least and the greatest by their bytes' order.</summary>
    Text,

    /// <summary>Dates and times.</summary>
    Time,

    /// <summary>Moments of UTC that are stored without it.</summary>
    Instant,

    /// <summary>Intervals, lists, structs and maps: by their NULLs alone.</summary>
    NullsOnly,
}
