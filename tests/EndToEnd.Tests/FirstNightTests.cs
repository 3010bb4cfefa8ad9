using System.Globalization;
using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

public sealed class FirstNightTests : IDisposable
{
    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    [Fact]
    public async Task Night_PublishesWhatAnIndependentComputationGives()
    {
        var night = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        Assert.Equal("Completed", night.GetProperty("state").GetString());
        Assert.Equal(
            ["shop.customers 400 2 398", "shop.events 6084 8 6076", "shop.orders 2921 16 2905", "shop.refunds 120 0 120"],
            night.GetProperty("tables").EnumerateArray().Select(Counts).Order(StringComparer.Ordinal));
        var published = (await place.RunAsync("query", "select * from daily_metrics.fct_daily_metrics order by 1", "--output", "json")).ExpectExit(0).Json;
        Assert.Equal(
            SampleShop.DailyMetrics(place.Pipeline),
            published.EnumerateArray().Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("day").GetString()}|{row.GetProperty("orders")}|{row.GetProperty("revenue").GetDecimal():0.00}|{row.GetProperty("active_users")}")));
    }

    [Fact]
    public async Task Night_TellsOfEachStage_AndWhereTheReportIs()
    {
        var night = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        Assert.Equal(
            ["source", "extract", "load", "transform", "quality", "publish", "notify"],
            night.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.All(night.GetProperty("stages").EnumerateArray(), stage => Assert.Equal("done", stage.GetProperty("state").GetString()));
        Assert.True(File.Exists(night.GetProperty("report").GetString()));
        Assert.Equal(0, night.GetProperty("checks").GetProperty("failed").GetInt32());
        Assert.Equal(1, night.GetProperty("checks").GetProperty("warned").GetInt32());
        Assert.Equal(JsonValueKind.Null, night.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task DirtyRecords_AreInQuarantine_OnceEach_WithFileLineAndReason()
    {
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);

        var quarantined = await place.QueryAsync("select table_name, count(*) as records, count(distinct (object, line)) as places, count(*) filter (reason is null) as unexplained from etl.quarantine group by 1 order by 1");

        Assert.Equal(
            [
                """{"table_name":"shop.customers","records":2,"places":2,"unexplained":0}""",
                """{"table_name":"shop.events","records":8,"places":8,"unexplained":0}""",
                """{"table_name":"shop.orders","records":16,"places":16,"unexplained":0}""",
            ],
            quarantined);
    }

    [Fact]
    public async Task SameDateAgain_SaysThatItIsPublished()
    {
        var first = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        var second = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;
        var third = (await place.NightAsync(SampleShop.LastDay, "--again")).ExpectExit(0).Json;

        var release = first.GetProperty("release").GetProperty("id").GetString();
        Assert.Equal(release, second.GetProperty("release").GetProperty("id").GetString());
        Assert.NotEqual(release, third.GetProperty("release").GetProperty("id").GetString());
        Assert.Equal(2, third.GetProperty("attempt").GetInt32());
    }

    public void Dispose() => place.Dispose();

    private static string Counts(JsonElement table) =>
        $"{table.GetProperty("name").GetString()} {table.GetProperty("rows_read")} {table.GetProperty("rows_quarantined")} {table.GetProperty("rows_loaded")}";
}
