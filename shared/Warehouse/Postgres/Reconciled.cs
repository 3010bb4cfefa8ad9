namespace EtlMesh.Warehouse.Postgres;

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

    /// <summary>By bytes.</summary>
    Text,

    Bytes,

    /// <summary>Dates and times.</summary>
    Time,

    /// <summary>Lists, structs and maps: by their NULLs alone.</summary>
    NullsOnly,
}
