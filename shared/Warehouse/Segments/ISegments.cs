namespace EtlMesh.Warehouse;

/// <summary>Segments: immutable loaded tables.</summary>
public interface ISegments
{
    /// <summary>Creates the segment and fills it from Parquet files, in one transaction. A uid that is there is returned as it is.</summary>
    /// <param name="parquetPaths">Local files, in slice order; each holds the spec's columns by name. None gives an empty segment.</param>
    Task<SegmentLoad> LoadAsync(SegmentSpec spec, IReadOnlyList<string> parquetPaths, CancellationToken ct);

    /// <summary>Copies quarantined records from a Parquet file (object, line, reason, record) to <c>etl.quarantine</c>, once for each object key.</summary>
    /// <param name="objectKey">The Parquet object's key in the object store.</param>
    Task QuarantineAsync(SegmentSpec spec, string objectKey, string parquetPath, CancellationToken ct);

    /// <summary>Drops the attempt's segments and its quarantine rows. Refused when the attempt is published.</summary>
    Task DiscardAsync(Guid runId, int attempt, CancellationToken ct);
}
