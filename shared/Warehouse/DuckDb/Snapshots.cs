using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The snapshot of a candidate: its parent's, with the run's segments.</summary>
internal static class Snapshots
{
    public static Snapshot Compose(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        var parent = Parent(connection, spec, ct);
        return new Snapshot
        {
            AsOf = parent?.AsOf > spec.RunDate ? parent.AsOf : spec.RunDate,
            Tables = [.. spec.Tables.Select(table => Compose(connection, spec, table, parent?.Find(table.Source, table.Table), ct))],
        };
    }

    private static SnapshotTable Compose(DuckDbConnection connection, CandidateSpec spec, CandidateTable table, SnapshotTable? past, CancellationToken ct)
    {
        if (table.Segment is not { } segment)
            return Described(table, past?.Segments ?? throw new TerminalEtlException(
                $"Beginning candidate {spec.Uid} of {spec.Pipeline}: {table.Source}.{table.Table} has no segment, neither of this run nor of the release it builds on. Load the table first."), past.Hi);
        var added = Find(connection, spec, segment, ct);
        var watermark = added.Columns.FirstOrDefault(column => IsSame(column.Name, table.Watermark));
        var order = watermark is null ? null : new WatermarkOrder(connection, watermark.Type, ct);
        var segments = new Layers(spec, table, past, order).With(added, segment.Full);
        // Of another column, or another type, it says nothing.
        var known = past?.Columns.FirstOrDefault(column => IsSame(column.Name, past.Watermark));
        var comparable = known is not null && IsSame(known.Name, watermark?.Name) && TypeText.Same(known.Type, watermark!.Type);
        return Described(table, segments, comparable ? order!.Greater(past!.Hi, added.Hi) : added.Hi);
    }

    private static SnapshotTable Described(CandidateTable table, IReadOnlyList<SnapshotSegment> segments, string? hi) => new()
    {
        Source = table.Source,
        Table = table.Table,
        Columns = Union(segments),
        Segments = segments,
        Key = table.Key,
        Watermark = table.Watermark,
        Deleted = table.Deleted,
        Hi = hi,
    };

    private static SnapshotSegment Find(DuckDbConnection connection, CandidateSpec spec, SegmentRef segment, CancellationToken ct)
    {
        var columns = connection.Scalar<string>("select columns from etl.segments where uid = ? and pipeline = ?", ct, segment.Uid, spec.Pipeline)
            ?? throw new TerminalEtlException(
                $"Beginning candidate {spec.Uid} of {spec.Pipeline}: segment {segment.Uid} of {segment.Source}.{segment.Table} is not in the warehouse. Run the night again.");
        return new SnapshotSegment
        {
            Uid = segment.Uid,
            Rows = segment.Rows,
            Columns = Json.Read<List<ColumnSpec>>(columns),
            Hi = segment.Hi,
            Window = segment.Window,
            RunId = spec.RunId,
        };
    }

    // The order is stable across nights: what a release has stays where it is.
    private static List<ColumnSpec> Union(IReadOnlyList<SnapshotSegment> segments)
    {
        var columns = new List<ColumnSpec>();
        foreach (var column in segments.SelectMany(segment => segment.Columns))
        {
            var at = columns.FindIndex(known => string.Equals(known.Name, column.Name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                columns.Add(column);
            else
                columns[at] = column with { Name = columns[at].Name };
        }

        return columns;
    }

    private static Snapshot? Parent(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        if (spec.Parent is null)
            return null;
        var json = connection.Scalar<string>("select snapshot from etl.releases where id = ? and pipeline = ?", ct, spec.Parent, spec.Pipeline)
            ?? throw new TerminalEtlException($"Beginning candidate {spec.Uid} of {spec.Pipeline}: release {spec.Parent}, its parent, is not in the warehouse. Run the night again.");
        return Json.Read<Snapshot>(json);
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
