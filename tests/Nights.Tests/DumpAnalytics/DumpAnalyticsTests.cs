using System.Diagnostics;
using System.Text.Json;
using EtlMesh.Cli;

namespace EtlMesh.Nights.Tests.DumpAnalytics;

/// <summary>The pipeline dump-analytics on generated dumps, night after night, against what the generator meant.</summary>
public sealed class DumpAnalyticsTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 10, 31);
    private static readonly DateOnly Second = new(2026, 11, 1);

    private readonly ProductPipeline pipeline = new("dump-analytics");

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task TwoNights_SecondIncremental_EqualWhatWasMeant()
    {
        var truth = await GenerateAsync(further: 0);
        var told = await RunAsync(First, ExitCodes.Done);
        await EqualsAsync(truth);
        var orders = JsonDocument.Parse(told).RootElement.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("name").GetString() == "shop.orders");
        Assert.Equal((truth.Orders, truth.ZeroDatedOrders), (orders.GetProperty("rows_read").GetInt32(), orders.GetProperty("rows_quarantined").GetInt32()));

        truth = await GenerateAsync(further: 1);
        await RunAsync(Second, ExitCodes.Done);
        await EqualsAsync(truth);
        Assert.Equal(["81"], await pipeline.LinesAsync("select count(distinct table_name) from etl.segments"));
        var segments = await pipeline.LinesAsync("select (case when is_full then 'all ' else 'delta ' end) || rows from etl.segments where table_name = 'orders' order by accepted_at");
        Assert.StartsWith("all ", segments[0], StringComparison.Ordinal);
        Assert.StartsWith("delta ", segments[1], StringComparison.Ordinal);
        Assert.InRange(long.Parse(segments[1][6..]), truth.OrdersSince("2026-11-01"), truth.OrdersSince("2026-10-31 20:00:00"));
    }

    [Fact]
    public async Task CutDump_FailsAndReadersKeepTheLastNight()
    {
        var truth = await GenerateAsync(further: 0);
        await RunAsync(First, ExitCodes.Done);

        await GenerateAsync(further: 1);
        var dump = Path.Combine(pipeline.Folder, "sample", "shop.sql");
        using (var file = File.OpenWrite(dump))
            file.SetLength(file.Length - 30);
        var (exit, told) = await pipeline.NightAsync(Second);
        Assert.Equal(ExitCodes.Failed, exit);
        Assert.Contains("the dump is cut: it ends on line", told);
        await EqualsAsync(truth);
    }

    [Fact]
    public async Task FirstUse_MakesTheSample()
    {
        var dump = Path.Combine(pipeline.Folder, "sample", "shop.sql");
        File.Delete(dump); // of a checkout where the pipeline has run
        await RunAsync(First, ExitCodes.Done);
        Assert.InRange(new FileInfo(dump).Length, 19_000_000, 21_000_000);
    }

    /// <summary>Two megabytes of dump.</summary>
    private async Task<ShopTruth> GenerateAsync(int further)
    {
        var truth = Directory.CreateDirectory(Path.Combine(pipeline.Folder, "truth")).FullName;
        var start = new ProcessStartInfo("sh", $"sample/generate.sh 2 {further}") { WorkingDirectory = pipeline.Folder, Environment = { ["TRUTH"] = truth } };
        using var generator = Process.Start(start)!;
        await generator.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, generator.ExitCode);
        return new ShopTruth(truth);
    }

    private async Task<string> RunAsync(DateOnly date, int expected)
    {
        var (exit, told) = await pipeline.NightAsync(date);
        Assert.True(exit == expected, told);
        return told;
    }

    private async Task EqualsAsync(ShopTruth truth)
    {
        Assert.Equal(truth.DailySales(), await pipeline.LinesAsync("select concat_ws('|', day, orders, units, gross, discounts, refunded, revenue) from dump_analytics.daily_sales order by day"));
        Assert.Equal(truth.CustomerValue(), await pipeline.LinesAsync(
            """
            select concat_ws('|', customer_id, last_name, country, segment, coalesce(born_on::varchar, '-'), orders, revenue, coalesce(first_order_on::varchar, '-'), coalesce(last_order_on::varchar, '-'), tier)
            from dump_analytics.customer_value order by customer_id
            """));
        Assert.Equal(truth.ProductPerformance(), await pipeline.LinesAsync("select concat_ws('|', product_id, name, category, units, units_returned, net) from dump_analytics.product_performance order by product_id"));
        Assert.Equal(truth.SourceQuality(), await pipeline.LinesAsync("select concat_ws('|', finding, found) from dump_analytics.source_quality order by finding"));
    }
}
