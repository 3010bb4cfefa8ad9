using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Expected;

/// <summary>A table as a release knows it: what its nights read, in the order they were loaded.</summary>
internal sealed record KnownTable(IReadOnlyList<Reading> Readings, long? Hi)
{
    public TableShape Shape => Readings[^1].Shape;

    public bool HasNote => Readings.Any(reading => reading.Shape.HasNote);

    /// <summary>The same key and watermark: readings of both can be laid over each other.</summary>
    public bool IsLaidAs(TableShape shape) => Shape.KeyColumns == shape.KeyColumns && Shape.Watermark == shape.Watermark;

    /// <summary>The table with one more reading; null when that is refused.</summary>
    public static KnownTable? After(KnownTable? head, Reading reading, bool anew)
    {
        if (anew)
            return head?.Hi is { } beyond && head.IsLaidAs(reading.Shape) && reading.Window?.Until is { } end && end <= beyond ? null : new KnownTable([reading], reading.Hi);
        if (head is null || reading.Window is not { } window)
            return new KnownTable([reading], reading.Hi);
        var hi = Greater(head.Hi, reading.Hi);
        // The whole table stands for itself, unless the head knows more than it could have read.
        if (reading.Full && (!head.IsLaidAs(reading.Shape) || head.Hi is not { } known || (window.Until is { } until ? until > known : reading.Hi >= known)))
            return new KnownTable([reading], hi);
        if (reading.Shape.Keyed)
            return new KnownTable([.. head.Readings, reading], hi);

        // Without a key, rows that two readings could both have are refused; the same window again takes the other's place.
        var others = head.Readings.Where(other => !IsSameWindow(other.Window!, window)).ToList();
        var place = head.Readings.ToList().FindIndex(other => IsSameWindow(other.Window!, window));
        others.Insert(place < 0 ? others.Count : place, reading);
        return others.Any(other => other != reading && Meet(other, reading)) ? null : new KnownTable(others, hi);
    }

    private static bool IsSameWindow(Window old, Window now) => (old.Lo, old.AfterLo) == (now.Lo, now.AfterLo) && (now.Until is null || now.Until >= old.Until);

    private static bool Meet(Reading one, Reading other) => one.Hi is { } hi && other.Hi is { } otherHi && Begins(one.Window!, otherHi) && Begins(other.Window!, hi);

    private static bool Begins(Window window, long by) => window with { Until = null } is { } open && open.Has(by);

    /// <summary>What readers see, a line a row, sorted.</summary>
    public IReadOnlyList<string> Seen() => [.. Rows().Select(Line).Order(StringComparer.Ordinal)];

    /// <summary>The rows that readers see; the note of a reading that knew none is NULL.</summary>
    public IEnumerable<RowVersion> Rows() => Winning()
        .Where(row => !row.Row.Gone || !Shape.Tombstones)
        .Select(row => row.In.Shape.HasNote ? row.Row : row.Row with { Note = "NULL" });

    /// <summary>Per key the reading with the greatest mark wins, of equals the later one, and shows all its rows of that key.</summary>
    private IEnumerable<(RowVersion Row, Reading In)> Winning()
    {
        var all = Readings.SelectMany((reading, load) => reading.Rows.Select(row => (Row: row, In: reading, Load: load)));
        if (!Shape.Keyed)
            return all.Select(row => (row.Row, row.In));
        return all.GroupBy(row => (row.Row.Id, Part: Shape.KeyColumns == 2 ? row.Row.Part : "")).SelectMany(rows =>
        {
            var winner = rows.OrderBy(row => row.Row.Mark ?? long.MinValue).ThenBy(row => row.Load).Last().Load;
            return rows.Where(row => row.Load == winner).Select(row => (row.Row, row.In));
        });
    }

    private string Line(RowVersion row) => string.Join('|',
    [
        row.Id?.ToString() ?? "NULL",
        row.Part,
        .. Shape.Watermark == WatermarkKind.None ? [] : new[] { row.Mark is { } mark ? Shape.Marks.Seen(mark) : "NULL" },
        row.Amount.ToString(),
        .. HasNote ? new[] { row.Note } : [],
    ]);

    private static long? Greater(long? one, long? other) => one is null || other > one ? other : one;
}
