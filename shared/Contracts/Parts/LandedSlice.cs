namespace EtlMesh.Contracts;

/// <summary>A slice in landing.</summary>
public sealed record LandedSlice
{
    public required int K { get; init; }

    /// <summary>The Parquet object's key in the object store.</summary>
    public required string Object { get; init; }

    /// <summary>Rows in the Parquet object.</summary>
    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the object, lowercase hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Records counted in the input itself, independently of the reader.</summary>
    public required long RowsRead { get; init; }

    public required long RowsQuarantined { get; init; }

    /// <summary>Key of the Parquet object with the quarantined records (object, line, reason, record); null when there are none.</summary>
    public string? Quarantine { get; init; }

    /// <summary>Sums of the source's stream, by column.</summary>
    public required IReadOnlyList<ColumnSum> Sums { get; init; }

    /// <summary>Greatest watermark of the slice, as text; null without one.</summary>
    public string? Hi { get; init; }

    /// <summary>Records that were read and lie outside the window.</summary>
    public long RowsSkipped { get; init; }
}
