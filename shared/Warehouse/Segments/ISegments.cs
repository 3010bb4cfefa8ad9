using EtlMesh.Staging;

namespace EtlMesh.Warehouse;

/// <summary>Segments: immutable loaded tables.</summary>
public interface ISegments
{
    /// <summary>Creates the segment and fills it from Parquet, in one transaction. A uid that is there is returned as it is.</summary>
    /// <param name="landed">Parquet objects, in slice order; each holds the spec's columns by name. None gives an empty segment.</param>
    Task<SegmentLoad> LoadAsync(SegmentSpec spec, IReadOnlyList<LandedObject> landed, CancellationToken ct);

    /// <summary>Copies quarantined records from a Parquet object (object, line, reason, record) to <c>etl.quarantine</c>, once for each object key.</summary>
    Task QuarantineAsync(SegmentSpec spec, LandedObject quarantined, CancellationToken ct);

    /// <summary>Drops the attempt's segments and its quarantine rows. Refused when the attempt is published.</summary>
    Task DiscardAsync(Guid runId, int attempt, CancellationToken ct);
}
