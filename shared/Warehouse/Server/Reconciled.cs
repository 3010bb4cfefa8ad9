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

    /// <summary>By their bytes' order, and the first characters of the least and the greatest.</summary>
    Text,

    /// <summary>By the sum of their lengths.</summary>
    Bytes,

    /// <summary>Dates and times.</summary>
    Time,

    /// <summary>Moments of UTC that are stored without it.</summary>
    Instant,

    /// <summary>Intervals, lists, structs and maps: by their NULLs alone.</summary>
    NullsOnly,
}
