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

    /// <summary>Objects go that none of the newest releases names.</summary>
    public void Sweep()
    {
        var named = releases.TakeLast(kept).Select(release => release.Origin).ToHashSet();
        swept.UnionWith(releases.Select(release => release.Origin).Where(origin => !named.Contains(origin)));
    }

    private static ExpectedRelease Shown(ExpectedRelease release) => release.Target is { } target ? Shown(target) : release;

    private ExpectedNight RunOnce(Night night, IReadOnlyList<SourceTable> tables)
    {
        if (Declined(night) is { } declined)
            return new ExpectedNight(declined);
        var plans = tables.Select(table => (table.Shape, table.Delivered, Plan: new ExpectedPlan(Head, table.Shape, night))).ToList();
        if (plans.Any(table => table.Plan.IsPastGone))
            return new ExpectedNight(Outcome.Refused);
        var readings = plans.ToDictionary(table => table.Shape.Name, table => Reading.Of(table.Shape, table.Delivered, table.Plan.Window));
        var counts = readings.ToDictionary(reading => reading.Key, reading => reading.Value.Counts);
        if (After(readings, night) is null)
            return new ExpectedNight(Outcome.Refused, counts);
        if (night.GateShut)
            return new ExpectedNight(Outcome.Blocked, counts);
        if (night.Overtaker is { } overtaker)
            RunOnce(overtaker, tables);
        if (After(readings, night) is not { } known)
            return new ExpectedNight(Outcome.Refused, counts);
        releases.Add(new ExpectedRelease(
            releases.Count,
            Head,
            null,
            releases.Any(release => release.Date == night.Date) ? "rerun" : "night",
            night.Date,
            Head is { } head && head.AsOf > night.Date ? head.AsOf : night.Date,
            known,
            readings.ToDictionary(reading => reading.Key, reading => reading.Value.Window)));
        return new ExpectedNight(Outcome.Published, counts);
    }

    private Outcome? Declined(Night night) => held ? Outcome.Held
        : !night.Again && Head?.InEffect().Any(release => release.Date == night.Date) == true ? Outcome.AlreadyPublished
        : null;

    /// <returns>All tables with the night's readings; null when one of them is refused.</returns>
    private Dictionary<string, KnownTable>? After(Dictionary<string, Reading> readings, Night night)
    {
        var tables = readings.ToDictionary(reading => reading.Key, reading => KnownTable.After(Head?.Tables[reading.Key], reading.Value, night.FullRefresh));
        return tables.Values.Any(table => table is null) ? null : tables.ToDictionary(table => table.Key, table => table.Value!);
    }
}
