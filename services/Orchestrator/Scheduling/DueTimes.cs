using EtlMesh.Pipelines;
using Quartz;

namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>When a schedule is due.</summary>
/// <remarks>
/// Times of day that are named (<c>30 2 * * *</c>) happen once a day, whatever the clocks do: one that summer time skips comes as much later as the clocks go ahead,
/// one that happens twice counts the first time. Times of every hour (<c>*/15 * * * *</c>) follow the real hours: none is moved, and the repeated hour has them twice.
/// </remarks>
public sealed class DueTimes
{
    /// <summary>Longer than any change of a zone's clocks.</summary>
    private static readonly TimeSpan Change = TimeSpan.FromHours(26);

    /// <summary>Clocks that go back repeat no more than this.</summary>
    private static readonly TimeSpan Repeated = TimeSpan.FromHours(3);

    private readonly CronExpression cron;
    private readonly TimeZoneInfo zone;
    private readonly int offset;
    private readonly bool everyHour;

    /// <param name="schedule">Sound, as the pipeline file's reading left it.</param>
    public DueTimes(ScheduleDefinition schedule)
    {
        var words = CronExpressions.ToQuartz(schedule.Cron) ?? throw new ArgumentException($"`{schedule.Cron}` is no cron expression.", nameof(schedule));
        cron = new CronExpression(words) { TimeZone = TimeZoneInfo.Utc }; // wall-clock times; the zone is this class's to know
        zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
        offset = schedule.DateOffset;
        everyHour = words.Split(' ')[2].StartsWith('*');
        var first = Wall(DateTime.UnixEpoch);
        AtMostDaily = first is null || Wall(first.Value)?.Date != first.Value.Date;
    }

    /// <summary>Every date has one run at most, so the date names it.</summary>
    public bool AtMostDaily { get; }

    /// <summary>The first due time after an instant; null when there is none any more.</summary>
    public DueNight? Next(DateTimeOffset after) => Steady(after) ?? Search(after);

    /// <summary>The due times after one instant and up to another, in order.</summary>
    public IEnumerable<DueNight> Between(DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var due = Next(after); due is { } night && night.At <= upTo; due = Next(night.At))
            yield return night;
    }

    /// <summary>The short way, for a time around which the clocks do not change.</summary>
    private DueNight? Steady(DateTimeOffset after)
    {
        var here = zone.GetUtcOffset(after);
        if (Wall(after.UtcDateTime + here) is not { } wall)
            return null;
        var at = new DateTimeOffset(wall, TimeSpan.Zero) - here;
        return at - after < Change && zone.GetUtcOffset(after - Change) == here && zone.GetUtcOffset(at + Change) == here ? Night(at, wall) : null;
    }

    private DueNight? Search(DateTimeOffset after)
    {
        DueNight? best = null;
        var (bestWall, bestIsMoved) = (DateTime.MaxValue, false);
        var start = after.UtcDateTime + zone.GetUtcOffset(after) - Change;
        for (var wall = Wall(start); wall is { } time && (best is null || time - bestWall < Repeated); wall = Wall(time))
        {
            var moved = zone.IsInvalidTime(time);
            foreach (var at in Instants(time, moved).Where(at => at > after))
            {
                // A time that was moved yields to one that is really there.
                if (best is null || at < best.Value.At || (at == best.Value.At && bestIsMoved && !moved))
                    (best, bestWall, bestIsMoved) = (Night(at, time), time, moved);
            }
        }

        return best;
    }

    private IEnumerable<DateTimeOffset> Instants(DateTime wall, bool skipped)
    {
        if (skipped)
            return everyHour ? [] : [At(zone.GetUtcOffset(wall.AddDays(-1)))];
        if (!zone.IsAmbiguousTime(wall))
            return [At(zone.GetUtcOffset(wall))];
        var offsets = zone.GetAmbiguousTimeOffsets(wall).OrderDescending();
        return everyHour ? offsets.Select(At) : offsets.Take(1).Select(At);

        DateTimeOffset At(TimeSpan offset) => new DateTimeOffset(wall, TimeSpan.Zero) - offset;
    }

    private DueNight Night(DateTimeOffset at, DateTime wall) => new(at, DateOnly.FromDateTime(wall).AddDays(offset));

    /// <summary>The next time of day on a wall clock that never changes.</summary>
    private DateTime? Wall(DateTime after) =>
        cron.GetNextValidTimeAfter(new DateTimeOffset(DateTime.SpecifyKind(after, DateTimeKind.Unspecified), TimeSpan.Zero)) is { } next
            ? DateTime.SpecifyKind(next.UtcDateTime, DateTimeKind.Unspecified)
            : null;
}
