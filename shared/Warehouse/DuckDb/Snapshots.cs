using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The snapshot of a candidate: its parent's, with the run's segments.</summary>
internal static class Snapshots
{
    public static Snapshot Compose(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        var parent = Parent(connection, spec, ct);
        return new Snapshot { Tables = [.. spec.Tables.Select(table => Compose(connection, spec, table, parent, ct))] };
    }

    private static SnapshotTable Compose(DuckDbConnection connection, CandidateSpec spec, CandidateTable table, Snapshot? parent, CancellationToken ct)
    {
        var past = parent?.Tables.FirstOrDefault(old => old.Source == table.Source && old.Table == table.Table);
        if (table.Segment is null && past is null)
            throw new TerminalEtlException(
                $"Beginning candidate {spec.Uid} of {spec.Pipeline}: {table.Source}.{table.Table} has no segment, neither of this run nor of the release it builds on. Load the table first.");
        var kept = table.Segment is { Full: true } || past is null ? [] : past.Segments.Where(segment => segment.Uid != table.Segment?.Uid);
        List<SnapshotSegment> segments = [.. kept, .. table.Segment is null ? [] : (SnapshotSegment[])[Find(connection, spec, table.Segment, ct)]];
        var columns = Union(segments);
        return new SnapshotTable
        {
            Source = table.Source,
            Table = table.Table,
            Columns = columns,
            Segments = segments,
            Key = table.Key,
            Watermark = table.Watermark,
            Deleted = table.Deleted,
            Hi = Greatest(connection, past is null || segments.Count == 1 ? null : past.Hi, table.Segment is null ? past?.Hi : table.Segment.Hi, columns, table.Watermark, ct),
        };
    }

    private static SnapshotSegment Find(DuckDbConnection connection, CandidateSpec spec, SegmentRef segment, CancellationToken ct)
    {
        var columns = connection.Scalar<string>("select columns from etl.segments where uid = ? and pipeline = ?", ct, segment.Uid, spec.Pipeline)
            ?? throw new TerminalEtlException(
                $"Beginning candidate {spec.Uid} of {spec.Pipeline}: segment {segment.Uid} of {segment.Source}.{segment.Table} is not in the warehouse. Run the night again.");
        return new SnapshotSegment { Uid = segment.Uid, Rows = segment.Rows, Columns = Json.Read<List<ColumnSpec>>(columns) };
    }

    // The order is stable across nights: what a release has stays where it is.
    private static List<ColumnSpec> Union(List<SnapshotSegment> segments)
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

    private static string? Greatest(DuckDbConnection connection, string? one, string? other, List<ColumnSpec> columns, string? watermark, CancellationToken ct)
    {
        if (one is null || other is null || watermark is null)
            return one ?? other;
        var type = TypeText.Checked(columns.First(column => string.Equals(column.Name, watermark, StringComparison.OrdinalIgnoreCase)).Type);
        return connection.Scalar<bool>($"select cast(? as {type}) > cast(? as {type})", ct, one, other) ? one : other;
    }

    private static Snapshot? Parent(DuckDbConnection connection, CandidateSpec spec, CancellationToken ct)
    {
        if (spec.Parent is null)
            return null;
        var json = connection.Scalar<string>("select snapshot from etl.releases where id = ? and pipeline = ?", ct, spec.Parent, spec.Pipeline)
            ?? throw new TerminalEtlException($"Beginning candidate {spec.Uid} of {spec.Pipeline}: release {spec.Parent}, its parent, is not in the warehouse. Run the night again.");
        return Json.Read<Snapshot>(json);
    }
}
