using System.Globalization;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Which business date a run is for.</summary>
public static class RunDates
{
    /// <summary>The date of the night that would be due today: the local date of the schedule's time zone plus its offset (yesterday, unless the pipeline says otherwise).</summary>
    /// <param name="schedule">The pipeline's schedule; null counts in UTC.</param>
    /// <param name="time">The clock.</param>
    public static DateOnly Default(ScheduleDefinition? schedule, TimeProvider time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule?.TimeZone ?? "UTC");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        return today.AddDays(schedule?.DateOffset ?? -1);
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    /// <exception cref="UsageException">The text is no such date.</exception>
    public static DateOnly Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"--date {text}: not a date; write year-month-day, such as 2026-11-20.");
}
