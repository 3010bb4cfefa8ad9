using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>What is in a segment, counted in the warehouse itself, to be held against the manifest.</summary>
public sealed record SegmentLoad
{
    public required SegmentRef Segment { get; init; }

    public required long Rows { get; init; }

    /// <summary>A sum for each column, in order.</summary>
    public required IReadOnlyList<ColumnSum> Sums { get; init; }

    internal static SegmentLoad Of(SegmentSpec spec, long rows, IReadOnlyList<ColumnSum> sums) => new()
    {
        Rows = rows,
        Sums = sums,
        Segment = new SegmentRef { Source = spec.Source, Table = spec.Table, Uid = spec.Uid, Rows = rows, Hi = spec.Hi, Full = spec.Full, Window = spec.Window },
    };
}
