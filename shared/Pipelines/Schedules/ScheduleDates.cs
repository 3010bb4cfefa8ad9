namespace EtlMesh.Pipelines;

/// <summary>Which business date a night is for.</summary>
public static class ScheduleDates
{
    /// <summary>The date of the night that would be due today: the local date of the schedule's time zone plus its offset (yesterday, unless the pipeline says otherwise).</summary>
    /// <param name="schedule">The pipeline's schedule; null counts in UTC.</param>
    /// <param name="time">The clock.</param>
    public static DateOnly Today(ScheduleDefinition? schedule, TimeProvider time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule?.TimeZone ?? "UTC");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        return today.AddDays(schedule?.DateOffset ?? -1);
    }
}
