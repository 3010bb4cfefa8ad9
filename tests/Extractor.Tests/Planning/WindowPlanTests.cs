using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Planning;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Planning;

public class WindowPlanTests
{
    private static readonly TableWindow Recorded = new() { Lo = "2026-03-06 22:00:00", Until = "2026-03-07 12:00:00" };

    [Theory]
    [InlineData("date", "2026-03-11")]
    [InlineData("timestamp", "2026-03-11 00:00:00")]
    [InlineData("TIMESTAMP", "2026-03-11 00:00:00")]
    [InlineData("timestamptz", "2026-03-11 00:00:00+00")]
    [InlineData("timestamp with time zone", "2026-03-11 00:00:00+00")]
    [InlineData("bigint", null)]
    [InlineData("varchar", null)]
    public void FirstNight_ReadsTheWholeTableAsOfItsDate(string type, string? until)
    {
        var plan = Plan(Table(), type, new TableBase { Source = "s", Table = "t" });
        Assert.Equal(new WindowPlan(new TableWindow { Until = until }, Full: true), plan);
    }

    [Theory]
    [InlineData("timestamp", "2026-03-09 23:50:00.123456", null, "2026-03-09 23:40:00.123456")]
    [InlineData("timestamp", "2026-03-09 23:50:00.123456", "0s", "2026-03-09 23:50:00.123456")]
    [InlineData("timestamptz", "2026-03-09 01:05:00+00", "1h30m", "2026-03-08 23:35:00+00")]
    [InlineData("timestamptz", "2026-03-09 01:05:00+02", "5m", "2026-03-08 23:00:00+00")]
    [InlineData("date", "2026-03-01", null, "2026-02-28")]
    [InlineData("date", "2026-03-09", "2d", "2026-03-07")]
    [InlineData("date", "2026-03-09", "0s", "2026-03-09")]
    [InlineData("bigint", "41", null, "41")]
    [InlineData("varchar", "b", null, "b")]
    public void NextNight_BeginsBeforeTheHeadsWatermarkByItsLag(string type, string hi, string? lag, string lo)
    {
        var plan = Plan(Table(lag: lag), type, Head(type, hi));
        Assert.Equal((lo, false, false), (plan.Window!.Lo, plan.Window.AfterLo, plan.Full));
    }

    [Fact]
    public void NightWithoutAKey_BeginsAfterTheHeadsWatermark()
    {
        var plan = Plan(Table() with { Key = [] }, "timestamp", Head("timestamp", "2026-03-09 23:50:00") with { Key = [] });
        Assert.Equal(new WindowPlan(new TableWindow { Lo = "2026-03-09 23:50:00", AfterLo = true, Until = "2026-03-11 00:00:00" }, Full: false), plan);
    }

    [Fact]
    public void NightAfterABlockedOne_CoversItsWindow()
    {
        var head = Head("timestamp", "2026-03-09 23:50:00");
        var (blocked, next) = (Plan(Table(), "timestamp", head), Plan(Table(), "timestamp", head, date: "2026-03-11", now: "2026-03-12T02:00:00Z"));
        Assert.Equal((blocked.Window!.Lo, "2026-03-12 00:00:00"), (next.Window!.Lo, next.Window.Until));
    }

    [Fact]
    public void NightAfterARevert_BeginsFromTheOlderWatermark() =>
        Assert.Equal("2026-03-05 11:50:00", Plan(Table(), "timestamp", Head("timestamp", "2026-03-05 12:00:00") with { AsOf = new DateOnly(2026, 3, 5) }).Window!.Lo);

    [Fact]
    public void HeadLaidByAnotherKeyWatermarkOrType_IsReadWhole()
    {
        var head = Head("timestamp", "2026-03-09 23:50:00");
        TableBase[] others = [head with { Key = ["other"] }, head with { Key = [] }, head with { Watermark = "other" }, head with { Watermark = null }, Head("date", "2026-03-09"), head with { Hi = null }];
        Assert.All(others, other => Assert.Equal(new WindowPlan(new TableWindow { Until = "2026-03-11 00:00:00" }, Full: true), Plan(Table(), "timestamp", other)));
        Assert.False(Plan(Table(), "timestamp", head with { Key = ["ID"], Watermark = "AT" }).Full);
    }

    [Fact]
    public void WholeTableForAnOlderDate_ReachesToTheHeadsDate()
    {
        var plan = Plan(Table(), "timestamp", Head("timestamp", "2026-03-09 23:50:00") with { Key = ["other"] }, date: "2026-03-01");
        Assert.Equal((true, "2026-03-10 00:00:00"), (plan.Full, plan.Window!.Until));
    }

    [Fact]
    public void OldDateAgain_ReadsTheWindowThatItRead()
    {
        var head = Head("timestamp", "2026-03-09 23:50:00");
        Assert.Equal(
            new WindowPlan(new TableWindow { Lo = Recorded.Lo, Until = "2026-03-08 00:00:00" }, Full: false),
            Plan(Table(), "timestamp", head with { Window = Recorded }, date: "2026-03-07"));
        Assert.Equal(
            new WindowPlan(new TableWindow { Until = "2026-03-08 00:00:00" }, Full: true),
            Plan(Table(), "timestamp", head with { Window = Recorded with { Lo = null } }, date: "2026-03-07"));
        Assert.Equal(
            new WindowPlan(new TableWindow { Lo = "7" }, Full: false),
            Plan(Table(), "bigint", Head("bigint", "41") with { Window = new TableWindow { Lo = "7" } }, date: "2026-03-07"));
    }

    [Fact]
    public void OldDateThatWasNeverPublished_ReadsItsOwnDay()
    {
        var head = Head("timestamp", "2026-03-09 23:50:00");
        Assert.Equal(
            new WindowPlan(new TableWindow { Lo = "2026-03-07 00:00:00", Until = "2026-03-08 00:00:00" }, Full: false),
            Plan(Table(), "timestamp", head, date: "2026-03-07"));
        Assert.False(Plan(Table() with { Key = [] }, "timestamp", head with { Key = [] }, date: "2026-03-07").Window!.AfterLo);
    }

    [Fact]
    public void OldDateAfterTheHeadsLastRow_LeavesNoGap() =>
        Assert.Equal("2026-03-03 11:50:00", Plan(Table(), "timestamp", Head("timestamp", "2026-03-03 12:00:00"), date: "2026-03-07").Window!.Lo);

    [Fact]
    public void OldDateOfATableThatOnlyTellsNow_IsRefusedUnlessAsOfNow()
    {
        var head = Head("timestamp", null) with { Watermark = null };
        var table = Table() with { Watermark = null };
        var refused = Assert.Throws<TerminalEtlException>(() => Plan(table, "timestamp", head, date: "2026-03-08"));
        Assert.Equal(
            "Planning s.t for 2026-03-08: it has no watermark, so its source only tells how it is now, and what is published stands for 2026-03-09 already. Run that date or a later one, add `--as-of-now` to take the table as it is now, or give it a `watermark` that is a date or a time.",
            refused.Message);
        Assert.Equal(new WindowPlan(null, Full: true), Plan(table, "timestamp", head, date: "2026-03-08", asOfNow: true));
        Assert.Equal(new WindowPlan(null, Full: true), Plan(table, "timestamp", head, date: "2026-03-09"));

        Assert.Contains("its watermark at tells no time", Assert.Throws<TerminalEtlException>(() => Plan(Table(), "bigint", Head("bigint", "41"), date: "2026-03-08")).Message, StringComparison.Ordinal);
        Assert.Equal("41", Plan(Table(), "bigint", Head("bigint", "41"), date: "2026-03-08", asOfNow: true).Window!.Lo);
    }

    [Fact]
    public void LagOfAWatermarkThatIsNoTime_IsRefused() => Assert.Equal(
        "Planning s.t: `lag: 5m` needs a watermark that is a date or a time, but at is bigint. Write `lag: 0s`, or take another watermark in the pipeline file.",
        Assert.Throws<TerminalEtlException>(() => Plan(Table(lag: "5m"), "bigint", Head("bigint", "41"))).Message);

    [Fact]
    public void WatermarkThatIsNoValueOfItsType_IsNamed() =>
        Assert.Contains("soon", Assert.Throws<TerminalEtlException>(() => Plan(Table(), "timestamp", Head("timestamp", "soon"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", "2026-03-28 23:00:00+00")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29 22:00:00+00")]
    [InlineData("Europe/Berlin", "2026-10-24", "2026-10-24 22:00:00+00")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25 23:00:00+00")]
    [InlineData("America/Havana", "2026-03-07", "2026-03-08 05:00:00+00")]
    [InlineData("America/Havana", "2026-10-31", "2026-11-01 04:00:00+00")]
    public void Day_EndsAtMidnightOfTheSchedulesZone(string zone, string date, string until)
    {
        Assert.Equal(until, Plan(Table(), "timestamptz", new TableBase { Source = "s", Table = "t" }, date, "2027-01-01T00:00:00Z", zone).Window!.Until);
        var midnight = DateOnly.Parse(date, CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00";
        Assert.Equal(midnight, Plan(Table(), "timestamp", new TableBase { Source = "s", Table = "t" }, date, "2027-01-01T00:00:00Z", zone).Window!.Until);
    }

    [Theory]
    [InlineData("timestamp", "2026-03-11", "2026-03-11 02:30:00.123456")]
    [InlineData("timestamp", "9999-12-31", "2026-03-11 02:30:00.123456")]
    [InlineData("timestamptz", "2026-03-11", "2026-03-11 01:30:00.123456+00")]
    [InlineData("timestamptz", "2026-03-14", "2026-03-11 01:30:00.123456+00")]
    [InlineData("date", "2026-03-11", "2026-03-12")]
    [InlineData("date", "2026-03-14", "2026-03-12")]
    public void DayThatIsNotOver_EndsNow(string type, string date, string until) =>
        Assert.Equal(until, Plan(Table(), type, new TableBase { Source = "s", Table = "t" }, date, "2026-03-11T01:30:00.1234567Z", "Europe/Berlin").Window!.Until);

    [Fact]
    public void TodayAsADateWithoutAKey_IsLeftToItsEnd() =>
        Assert.Equal("2026-03-11", Plan(Table() with { Key = [] }, "date", new TableBase { Source = "s", Table = "t" }, "2026-03-11", "2026-03-11T01:30:00Z").Window!.Until);

    private static TableDefinition Table(string? lag = null)
    {
        TimeSpan? duration = null;
        if (lag is not null)
        {
            Assert.True(Durations.TryParse(lag, out var read));
            duration = read;
        }

        return new TableDefinition { Name = "t", Key = ["id"], Watermark = "at", Lag = duration };
    }

    /// <summary>A head for 2026-03-09.</summary>
    private static TableBase Head(string type, string? hi) => new()
    {
        Source = "s",
        Table = "t",
        Hi = hi,
        Columns = Columns(type),
        Key = ["id"],
        Watermark = "at",
        AsOf = new DateOnly(2026, 3, 9),
    };

    private static ColumnSpec[] Columns(string type) => [new() { Name = "id", Type = "bigint" }, new() { Name = "at", Type = type }];

    private static WindowPlan Plan(TableDefinition table, string type, TableBase head, string date = "2026-03-10", string now = "2026-03-11T02:00:00Z", string zone = "UTC", bool asOfNow = false) =>
        WindowPlan.Of(
            table,
            Columns(type),
            head,
            new PlannedNight(DateOnly.Parse(date, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), asOfNow),
            CancellationToken.None);
}
