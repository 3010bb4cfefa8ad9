using System.Globalization;
using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Tests.Scheduling;

/// <summary>What a wall clock's changes make of a schedule.</summary>
public sealed class DueTimesTests
{
    [Theory]
    // A day like any other, in several zones
    [InlineData("0 2 * * *", "UTC", "2026-11-20T02:00Z", "2026-11-21T02:00Z", "2026-11-20")]
    [InlineData("0 2 * * *", "UTC", "2026-11-20T01:59:59Z", "2026-11-20T02:00Z", "2026-11-19")]
    [InlineData("0 2 * * *", "America/New_York", "2026-11-20T12:00Z", "2026-11-21T07:00Z", "2026-11-20")]
    [InlineData("0 23 * * *", "Asia/Tokyo", "2026-11-20T00:00Z", "2026-11-20T14:00Z", "2026-11-19")]
    [InlineData("30 4 * * 1", "Europe/Berlin", "2026-11-17T00:00Z", "2026-11-23T03:30Z", "2026-11-22")]
    [InlineData("0 2 1 * *", "UTC", "2026-11-02T00:00Z", "2026-12-01T02:00Z", "2026-11-30")]
    // Leap day: as a due date, as a business date, and as the only date
    [InlineData("0 2 * * *", "UTC", "2028-02-28T12:00Z", "2028-02-29T02:00Z", "2028-02-28")]
    [InlineData("0 2 * * *", "UTC", "2028-02-29T12:00Z", "2028-03-01T02:00Z", "2028-02-29")]
    [InlineData("0 2 29 2 *", "UTC", "2026-03-01T00:00Z", "2028-02-29T02:00Z", "2028-02-28")]
    // Berlin, 2026-03-29: 02:00 becomes 03:00; a time that is skipped comes an hour later
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:30Z", "2026-03-28")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T01:30Z", "2026-03-30T00:30Z", "2026-03-29")]
    [InlineData("0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-28")]
    [InlineData("0 2,3 * * *", "Europe/Berlin", "2026-03-29T01:00Z", "2026-03-30T00:00Z", "2026-03-29")]
    // Berlin, 2026-10-25: 03:00 becomes 02:00; a time that is there twice counts the first time
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-24")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-25")]
    // Every hour follows the hours
    [InlineData("0 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-28")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "2026-10-25T01:00Z", "2026-10-24")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-10-25T01:00Z", "2026-10-25T02:00Z", "2026-10-24")]
    [InlineData("*/15 * * * *", "Europe/Berlin", "2026-10-25T00:45Z", "2026-10-25T01:00Z", "2026-10-24")]
    // Apia had no 2011-12-30
    [InlineData("0 2 * * *", "Pacific/Apia", "2011-12-29T12:00Z", "2011-12-30T12:00Z", "2011-12-30")]
    // A gap at midnight
    [InlineData("15 0 * * *", "Asia/Beirut", "2026-03-28T12:00Z", "2026-03-28T22:15Z", "2026-03-28")]
    public void Next_IsTheDueTimeAndItsDate(string cron, string zone, string after, string at, string runDate) =>
        Assert.Equal(new DueNight(Instant(at), DateOnly.ParseExact(runDate, "yyyy-MM-dd", CultureInfo.InvariantCulture)), Times(cron, zone).Next(Instant(after)));

    [Theory]
    [InlineData("0 2 * * *", true)]
    [InlineData("15 4 * * 1-5", true)]
    [InlineData("0 2 29 2 *", true)]
    [InlineData("0 2,14 * * *", false)]
    [InlineData("*/5 * * * *", false)]
    [InlineData("0,30 2 1 * *", false)]
    public void Schedule_IsDailyAtMost_OrMoreOften(string cron, bool daily) => Assert.Equal(daily, Times(cron, "UTC").AtMostDaily);

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", 365)]
    [InlineData("0 2 * * *", "America/New_York", 365)]
    [InlineData("30 0 * * *", "America/Sao_Paulo", 365)]
    [InlineData("0 12 * * *", "Australia/Lord_Howe", 365)]
    [InlineData("0 * * * *", "Europe/Berlin", 8760)]
    [InlineData("0 * * * *", "Australia/Lord_Howe", 8759)] // half an hour is skipped with a full hour in it, and half an hour without one repeated
    public void Year_HasEachOnce(string cron, string zone, int count)
    {
        var start = Instant("2026-01-01T00:00Z");
        var due = Times(cron, zone).Between(start, start.AddDays(365)).ToList();

        Assert.Equal(count, due.Count);
        Assert.Equal(due.Select(night => night.At).Distinct().Order(), due.Select(night => night.At));
        if (count == 365)
            Assert.Equal(365, due.Select(night => night.RunDate).Distinct().Count());
    }

    private static DueTimes Times(string cron, string zone) => new(new ScheduleDefinition { Cron = cron, TimeZone = zone });

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
