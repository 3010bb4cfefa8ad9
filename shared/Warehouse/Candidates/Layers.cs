using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A run's new segment among those of the release it builds on.</summary>
/// <param name="spec">The candidate.</param>
/// <param name="table">The table, with the run's segment.</param>
/// <param name="past">The table in the release; null when it is not there.</param>
/// <param name="order">Of the watermark's type; null for a table without a watermark.</param>
internal sealed class Layers(CandidateSpec spec, CandidateTable table, SnapshotTable? past, WatermarkOrder? order)
{
    /// <param name="added">The run's segment.</param>
    /// <param name="full">It holds the whole table.</param>
    /// <returns>In load order: a base, then its deltas.</returns>
    /// <exception cref="TerminalEtlException">Rows between the release and the segment were read by nobody, or some were read twice and have no key.</exception>
    public IReadOnlyList<SnapshotSegment> With(SnapshotSegment added, bool full)
    {
        var kept = past?.Segments.Where(segment => segment.Uid != added.Uid).ToList() ?? [];
        if (full && IsBase(added))
            return [added];
        if (!full)
            RefuseGap(added);
        if (table.Key.Count > 0 || order is null || added.Window is null)
            return [.. kept, added];
        return Appended(kept, added);
    }

    /// <summary>Whether the release's segments are in the same order: laid by the same key and watermark.</summary>
    private bool IsLaidAlike(SnapshotSegment added) =>
        past is not null && IsSame(past.Watermark, table.Watermark)
        && past.Key.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(table.Key)
        && TypeText.Same(TypeOf(past.Columns), TypeOf(added.Columns));

    // A whole table that was read for an older date, or before the release, would take rows away from readers.
    private bool IsBase(SnapshotSegment added)
    {
        if (order is null || added.Window is not { } window || past?.Hi is not { } known || !IsLaidAlike(added))
            return true;
        return window.Until is { } until ? order.IsLess(known, until) : added.Hi is { } hi && !order.IsLess(hi, known);
    }

    private void RefuseGap(SnapshotSegment added)
    {
        if (added.Window?.Lo is not { } lo || (past?.Hi is { } known && IsLaidAlike(added) && !order!.IsLess(known, lo)))
            return;
        throw new TerminalEtlException(
            $"{Doing}: it was read from {lo} on, but release {spec.Parent ?? "(none)"}, which became the head meanwhile, does not reach up to there. Run the night again: it begins from that head.");
    }

    private List<SnapshotSegment> Appended(List<SnapshotSegment> kept, SnapshotSegment added)
    {
        var place = kept.FindIndex(segment => IsReplaced(segment, added));
        kept.RemoveAll(segment => IsReplaced(segment, added));
        if (kept.Find(segment => Overlaps(segment, added)) is { } other)
            throw new TerminalEtlException(
                $"{Doing}: it has no key, and what was read now ({Words(added)}) overlaps segment {other.Uid} ({Words(other)}): rows that are in both could not be told apart. Give the table a `key`, or run the latest date again.");
        kept.Insert(place < 0 ? kept.Count : place, added);
        return kept;
    }

    // The same window again, perhaps up to a later end.
    private bool IsReplaced(SnapshotSegment segment, SnapshotSegment added) =>
        segment.Window is { } old && added.Window is { } window && old.Lo == window.Lo && old.AfterLo == window.AfterLo
        && (old.Until, window.Until) switch
        {
            (null, null) => true,
            ({ } before, { } now) => !order!.IsLess(now, before),
            _ => false,
        };

    // Up to the greatest watermark that was read: the ends of windows overlap by nature, as the next one begins there.
    private bool Overlaps(SnapshotSegment segment, SnapshotSegment added) =>
        added.Hi is { } hi && HiOf(segment) is { } other && order!.Begins(added.Window, other) && order.Begins(segment.Window, hi);

    private string? HiOf(SnapshotSegment segment) => segment.Hi ?? (segment.Window is null ? past?.Hi : null);

    private string Words(SnapshotSegment segment) => $"{(segment.Window?.Lo is { } lo ? $"from {lo}" : "all")} up to {HiOf(segment)}";

    private string Doing => $"Beginning candidate {spec.Uid} of {spec.Pipeline}, table {table.Source}.{table.Table}";

    private string TypeOf(IReadOnlyList<ColumnSpec> columns) => columns.FirstOrDefault(column => IsSame(column.Name, table.Watermark))?.Type ?? "";

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
