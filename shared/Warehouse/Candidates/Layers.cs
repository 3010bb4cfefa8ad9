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
        if (table.Segment!.FullRefresh)
            return IsBase(added) || !IsTimed(added) ? [added] : throw new TerminalEtlException(
                $"{Doing}: it was read whole up to {added.Window!.Until}, but release {spec.Parent}, which became the head meanwhile, reaches up to {past!.Hi}. Run the night again.");
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

    private static bool IsTimed(SnapshotSegment added) => added.Window?.Until is not null;

    private void RefuseGap(SnapshotSegment added)
    {
        if (added.Window?.Lo is not { } lo || (past?.Hi is { } known && IsLaidAlike(added) && !order!.IsLess(known, lo)))
            return;
        throw new TerminalEtlException(
            $"{Doing}: it was read from {lo} on, but release {spec.Parent ?? "(none)"}, which became the head meanwhile, does not reach up to there. Run the night again: it begins from that head.");
    }

    // What was compacted is told apart by what it was made of.
    private List<SnapshotSegment> Appended(List<SnapshotSegment> kept, SnapshotSegment added)
    {
        var layers = new List<SnapshotSegment>();
        var place = -1;
        foreach (var segment in kept)
        {
            var parts = PartsOf(segment).Select(part => part.Gone || !IsReplaced(part, added) ? part : part with { Gone = true }).ToList();
            if (place < 0 && parts.Exists(part => part.Gone && IsReplaced(part, added)))
                place = layers.Count;
            if (parts.Find(part => !part.Gone && Overlaps(part, added)) is { } other)
                throw new TerminalEtlException(
                    $"{Doing}: it has no key, and what was read now ({Words(added.Window, added.Hi)}) overlaps segment {segment.Uid} ({Words(other.Window, HiOf(other))}): rows that are in both could not be told apart. Give the table a `key`, or run the latest date again.");
            if (parts.Exists(part => !part.Gone))
                layers.Add(segment.Parts.Count == 0 ? segment : segment with { Parts = parts });
        }

        layers.Insert(place < 0 ? layers.Count : place, added);
        return layers;
    }

    private static IReadOnlyList<SnapshotPart> PartsOf(SnapshotSegment segment) =>
        segment.Parts.Count > 0 ? segment.Parts : [new SnapshotPart { Window = segment.Window, Hi = segment.Hi }];

    // The same window again, perhaps up to a later end.
    private bool IsReplaced(SnapshotPart part, SnapshotSegment added) =>
        part.Window is { } old && added.Window is { } window && old.Lo == window.Lo && old.AfterLo == window.AfterLo
        && (old.Until, window.Until) switch
        {
            (null, null) => true,
            ({ } before, { } now) => !order!.IsLess(now, before),
            _ => false,
        };

    // Up to the greatest watermark that was read: the ends of windows overlap by nature, as the next one begins there.
    private bool Overlaps(SnapshotPart part, SnapshotSegment added) =>
        added.Hi is { } hi && HiOf(part) is { } other && order!.Begins(added.Window, other) && order.Begins(part.Window, hi);

    private string? HiOf(SnapshotPart part) => part.Hi ?? (part.Window is null ? past?.Hi : null);

    private static string Words(TableWindow? window, string? hi) => $"{(window?.Lo is { } lo ? $"from {lo}" : "all")} up to {hi}";

    private string Doing => $"Beginning candidate {spec.Uid} of {spec.Pipeline}, table {table.Source}.{table.Table}";

    private string TypeOf(IReadOnlyList<ColumnSpec> columns) => columns.FirstOrDefault(column => IsSame(column.Name, table.Watermark))?.Type ?? "";

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
