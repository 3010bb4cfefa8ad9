using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>The snapshot of a candidate: its parent's, with the run's segments.</summary>
internal static class Snapshots
{
    /// <param name="connection">Compares watermarks.</param>
    /// <param name="spec">The candidate.</param>
    /// <param name="parent">The snapshot of its parent, as JSON; null when there is none.</param>
    /// <param name="columnsOf">A segment's columns, as JSON; null for a uid that the pipeline does not have.</param>
    public static Snapshot Compose(DuckDbConnection connection, CandidateSpec spec, string? parent, Func<string, string?> columnsOf, CancellationToken ct)
    {
        var past = Parent(spec, parent);
        return new Snapshot
        {
            AsOf = past?.AsOf > spec.RunDate ? past.AsOf : spec.RunDate,
            Tables = [.. spec.Tables.Select(table => Compose(connection, spec, table, past?.Find(table.Source, table.Table), columnsOf, ct))],
        };
    }

    private static SnapshotTable Compose(DuckDbConnection connection, CandidateSpec spec, CandidateTable table, SnapshotTable? past, Func<string, string?> columnsOf, CancellationToken ct)
    {
        if (table.Segment is not { } segment)
            return Described(table, past, past?.Segments ?? throw new TerminalEtlException(
                $"Beginning candidate {spec.Uid} of {spec.Pipeline}: {table.Source}.{table.Table} has no segment, neither of this run nor of the release it builds on. Load the table first."), past.Hi);
        var added = Find(spec, segment, columnsOf);
        var watermark = added.Columns.FirstOrDefault(column => IsSame(column.Name, table.Watermark));
        var order = watermark is null ? null : new WatermarkOrder(connection, watermark.Type, ct);
        var segments = new Layers(spec, table, past, order).With(added, segment.Full);
        // Of another column, or another type, it says nothing.
        var known = past?.Columns.FirstOrDefault(column => IsSame(column.Name, past.Watermark));
        var comparable = !segment.FullRefresh && known is not null && IsSame(known.Name, watermark?.Name) && TypeText.Same(known.Type, watermark!.Type);
        return Described(table, segment.FullRefresh ? null : past, segments, comparable ? order!.Greater(past!.Hi, added.Hi) : added.Hi);
    }

    private static SnapshotTable Described(CandidateTable table, SnapshotTable? past, IReadOnlyList<SnapshotSegment> segments, string? hi) => new()
    {
        Source = table.Source,
        Table = table.Table,
        Columns = Columns(table, past, segments),
        Segments = segments,
        Key = table.Key,
        Watermark = table.Watermark,
        Deleted = table.Deleted,
        Window = table.Segment?.Window,
        Hi = hi,
    };

    private static SnapshotSegment Find(CandidateSpec spec, SegmentRef segment, Func<string, string?> columnsOf)
    {
        var columns = columnsOf(segment.Uid)
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

    // The order is stable across nights: what a release has stays where it is, NULL when the source has it no more; so does what is declared.
    private static List<ColumnSpec> Columns(CandidateTable table, SnapshotTable? past, IReadOnlyList<SnapshotSegment> segments)
    {
        var columns = new List<ColumnSpec>();
        foreach (var column in (table.Declared ?? past?.Columns ?? []).Concat(segments.SelectMany(segment => segment.Columns)))
        {
            var at = columns.FindIndex(known => string.Equals(known.Name, column.Name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                columns.Add(column);
            else
                columns[at] = column with { Name = columns[at].Name };
        }

        return columns;
    }

    private static Snapshot? Parent(CandidateSpec spec, string? json)
    {
        if (spec.Parent is null)
            return null;
        return json is not null
            ? Json.Read<Snapshot>(json)
            : throw new TerminalEtlException($"Beginning candidate {spec.Uid} of {spec.Pipeline}: release {spec.Parent}, its parent, is not in the warehouse. Run the night again.");
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
