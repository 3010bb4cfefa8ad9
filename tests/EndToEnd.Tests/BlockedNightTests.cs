namespace EtlMesh.EndToEnd.Tests;

public sealed class BlockedNightTests : IDisposable
{
    private const string Published = "select * from daily_metrics.fct_daily_metrics order by 1";
    private const string ThroughViews = "select count(*) as orders, sum(revenue) as revenue from daily_metrics_staging.stg_orders";

    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    [Fact]
    public async Task NegativeRevenue_PublishesNothing_UntilItIsMended()
    {
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        var yesterday = await place.QueryAsync(Published);
        var yesterdaysView = await place.QueryAsync(ThroughViews);
        SampleShop.AddNegativeOrder(place.Pipeline);

        var blocked = (await place.NightAsync(SampleShop.DayAfter)).ExpectExit(3).Json;

        Assert.Equal("Blocked", blocked.GetProperty("state").GetString());
        Assert.False(blocked.GetProperty("release").GetProperty("published").GetBoolean());
        var check = Assert.Single(blocked.GetProperty("checks").GetProperty("results").EnumerateArray(), result => result.GetProperty("status").GetString() == "failed");
        Assert.Equal("assert_positive_revenue", check.GetProperty("check").GetString());
        Assert.Contains(SampleShop.NegativeOrderId, check.GetProperty("failing_rows").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("-100.00", check.GetProperty("failing_rows").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(yesterday, await place.QueryAsync(Published));
        Assert.Equal(yesterdaysView, await place.QueryAsync(ThroughViews));

        SampleShop.RemoveNegativeOrder(place.Pipeline);
        var mended = (await place.NightAsync(SampleShop.DayAfter)).ExpectExit(0).Json;

        Assert.Equal(2, mended.GetProperty("attempt").GetInt32());
        Assert.True(mended.GetProperty("release").GetProperty("published").GetBoolean());
        Assert.Equal(yesterday, await place.QueryAsync(Published));
    }

    public void Dispose() => place.Dispose();
}
