using System.Globalization;

namespace EtlMesh.Pipelines.Tests;

public sealed class ScheduleDatesTests
{
    [Theory]
    [InlineData("2026-11-21T03:00:00Z", "UTC", -1, "2026-11-20")]
    [InlineData("2026-11-21T00:00:00Z", "UTC", 0, "2026-11-21")]
    [InlineData("2026-11-21T03:00:00Z", "America/New_York", -1, "2026-11-19")]
    [InlineData("2026-11-20T16:00:00Z", "Asia/Tokyo", -1, "2026-11-20")]
    [InlineData("2028-03-01T12:00:00Z", "UTC", -1, "2028-02-29")]
    public void DefaultDate_IsTheLocalDatePlusTheOffset(string now, string zone, int offset, string expected) =>
        Assert.Equal(expected, ScheduleDates.Today(new ScheduleDefinition { Cron = "0 2 * * *", TimeZone = zone, DateOffset = offset }, new Clock(now)).ToString("yyyy-MM-dd"));

    [Fact]
    public void PipelineWithoutASchedule_TakesYesterdayInUtc() =>
        Assert.Equal(new DateOnly(2026, 11, 20), ScheduleDates.Today(null, new Clock("2026-11-21T00:30:00Z")));

    private sealed class Clock(string now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
    }
}
