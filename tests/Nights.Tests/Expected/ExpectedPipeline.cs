using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;

namespace EtlMesh.Nights.Tests.Expected;

/// <summary>What readers must see after each night: computed from the source's history and the rules of windows alone.</summary>
/// <param name="kept">How many releases a sweep keeps.</param>
internal sealed class ExpectedPipeline(int kept)
{
    private readonly List<ExpectedRelease> releases = [];
    private readonly HashSet<int> swept = [];
    private bool held;

    public ExpectedRelease? Head => releases.LastOrDefault();

    public IReadOnlyList<ExpectedRelease> Releases => releases;

    /// <summary>Starts the night, and once more when it is killed: what was published by then is.</summary>
    public ExpectedNight Night(Night night, IReadOnlyList<SourceTable> tables)
    {
        var first = RunOnce(night, tables);
        return night.KilledAfter == Part.Publish && first.Outcome == Outcome.Published ? new ExpectedNight(Outcome.AlreadyPublished) : first;
    }

    /// <returns>False when there is no release before, or its objects are gone.</returns>
    public bool Revert()
    {
        if (Head is not { } head || Shown(head).Parent is not { } target || swept.Contains(target.Origin))
            return false;
        releases.Add(target with { Number = releases.Count, Parent = head, Target = target, Kind = "revert" });
        held = true;
        return true;
    }

    public bool Resume()
    {
        var was = held;
        held = false;
        return was;
    }

    private ExpectedNight RunOnce(Night night, IReadOnlyList<SourceTable> tables)
    {
        if (Declined(night) is { } declined)
            return new ExpectedNight(declined);
        var readings = new Dictionary<string, Reading>();
        foreach (var table in tables)
        {
            if (table.Shape.Watermark == WatermarkKind.None && Head is { } head && night.Date < head.AsOf && !night.AsOfNow)
                return new ExpectedNight(Outcome.Refused);
            readings[table.Shape.Name] = Reading.Of(table.Shape, table.Delivered, WindowOf(night, table.Shape));
        }

        var counts = readings.ToDictionary(reading => reading.Key, reading => reading.Value.Counts);
        if (night.Overtaker is { } overtaker)
            Night(overtaker, tables);
        if (readings.Any(reading => Overlaps(KnownOf(reading.Key), reading.Value)))
            return new ExpectedNight(Outcome.Refused, counts);
        if (night.GateShut)
            return new ExpectedNight(Outcome.Blocked, counts);
        Publish(night.Date, readings);
        return new ExpectedNight(Outcome.Published, counts);
    }

    /// <summary>Objects go that none of the newest releases names.</summary>
    public void Sweep()
    {
        var named = releases.TakeLast(kept).Select(release => release.Origin).ToHashSet();
        swept.UnionWith(releases.Select(release => release.Origin).Where(origin => !named.Contains(origin)));
    }

    private static ExpectedRelease Shown(ExpectedRelease release) => release.Target is { } target ? Shown(target) : release;

    private Outcome? Declined(Night night) => held ? Outcome.Held
        : !night.Again && Head?.InEffect().Any(release => release.Date == night.Date) == true ? Outcome.AlreadyPublished
        : null;

    private KnownTable? KnownOf(string table) => Head?.Tables.GetValueOrDefault(table);

    private Window? WindowOf(Night night, TableShape shape)
    {
        if (shape.Watermark == WatermarkKind.None)
            return null;
        var marks = shape.Marks;
        var until = Least(marks.StartOf(night.Date.AddDays(1)), marks.At(night.Now));
        var known = KnownOf(shape.Name);
        if (Head?.InEffect().FirstOrDefault(release => release.Date == night.Date)?.Windows[shape.Name] is { } published)
            return published with { Until = until };
        if (known is null || !known.IsLaidAs(shape) || known.Hi is not { } hi)
            return new Window(null, false, until);
        if (night.Date < Head!.AsOf && marks.StartOf(night.Date) is { } start)
            return new Window(start, false, until);
        return shape.Keyed
            ? new Window(hi - (shape.Watermark == WatermarkKind.Bigint ? 0 : shape.Lag.Ticks), false, until)
            : new Window(hi, true, until);
    }

    private static bool Overlaps(KnownTable? head, Reading reading) =>
        head is not null && reading is { Shape.Keyed: false, Window: { } window } && head.IsLaidAs(reading.Shape)
        && head.Readings.All(known => known.Window != window) && (window.Lo is not { } lo || lo < head.Hi);

    private void Publish(DateOnly date, IReadOnlyDictionary<string, Reading> readings)
    {
        var tables = readings.ToDictionary(reading => reading.Key, reading => KnownTable.After(KnownOf(reading.Key), reading.Value));
        var kind = releases.Any(release => release.Date == date && release.Kind != "revert") ? "rerun" : "night";
        var asOf = Head is { } head && head.AsOf > date ? head.AsOf : date;
        releases.Add(new ExpectedRelease(releases.Count, Head, null, kind, date, asOf, tables, readings.ToDictionary(reading => reading.Key, reading => reading.Value.Window)));
    }

    private static long? Least(long? one, long? other) => one is null || other < one ? other : one;
}
