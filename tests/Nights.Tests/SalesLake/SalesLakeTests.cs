using System.Globalization;
using System.Text.Json;
using EtlMesh.Cli;

namespace EtlMesh.Nights.Tests.SalesLake;

/// <summary>The pipeline sales-lake on its sample: two nights, and what the lake says against the shop's own files.</summary>
public sealed class SalesLakeTests : IDisposable
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly DateOnly First = new(2026, 10, 30);
    private static readonly DateOnly Second = new(2026, 10, 31);

    private readonly ProductPipeline pipeline = new("sales-lake");
    private readonly SampleShop shop;

    public SalesLakeTests() => shop = new SampleShop(Path.Combine(pipeline.Folder, "sample"));

    [Fact]
    public async Task TwoNights_SecondIncremental_LakeAndNamedQueriesEqualTheShop()
    {
        await RunAsync(First);
        await EqualsAsync(First);
        var before = Locations();

        // An order of long ago is cancelled on the second day.
        var cancelled = shop.Sales(Morning(First)).First(sale => sale.SoldAt.Date == new DateTime(2026, 8, 20));
        shop.Change(cancelled.Order, "cancelled", new DateTime(2026, 10, 31, 12, 0, 0));
        var known = shop.Sales(Morning(Second)).Select(sale => sale.SoldAt.Date).Distinct().Count();
        await RunAsync(Second);
        await EqualsAsync(Second);

        Assert.Equal(["all", "delta"], await pipeline.LinesAsync("select case when is_full then 'all' else 'delta' end from etl.segments where table_name = 'orders' order by accepted_at"));
        // Days that nothing happened to are the same files.
        var after = Locations();
        var changed = after.Except(before).Select(location => string.Join('/', location.Split('/')[..4])).ToList();
        Assert.Contains("fct_sales/year=2026/month=08/day=20", changed);
        Assert.Equal(known, after.Count(location => location.StartsWith("fct_sales/", StringComparison.Ordinal)));
        Assert.True(changed.Count < 8, string.Join(", ", changed));
    }

    [Fact]
    public async Task NightThatIsBlocked_LeavesTheLakeAsItWas()
    {
        await RunAsync(First);
        var before = (Head(), await SalesAsync());
        var sample = Path.Combine(pipeline.Folder, "sample", "order_lines.csv");
        var line = File.ReadLines(sample).Last().Split(',');
        File.AppendAllText(sample, $"999999,{line[1]},1,1,5.00,0.00,2026-10-31 13:00:00\n");

        var (exit, told) = await pipeline.NightAsync(Second);
        Assert.Equal(ExitCodes.Blocked, exit);
        Assert.Contains("assert_orders_are_the_sum_of_their_lines", told);
        Assert.Equal(before.Item1, Head());
        Assert.Equal(before.Item2, await SalesAsync());
    }

    public void Dispose() => pipeline.Dispose();

    private async Task EqualsAsync(DateOnly date)
    {
        var sales = shop.Sales(Morning(date));
        Assert.True(sales.Count > 1500);
        Assert.Equal(sales.Select(Words), await SalesAsync());
        Assert.Equal(LifetimeValues(sales).Take(20), Texts(await pipeline.AskAsync("--lake", "--named", "customer-lifetime-value")));
        Assert.Equal(
            LifetimeValues([.. sales.Where(sale => shop.Customers[sale.Customer].Segment == "business")]).Take(3),
            Texts(await pipeline.AskAsync("--lake", "sales-lake", "--named", "customer-lifetime-value", "--set", "top=3", "--set", "segment=business")));
        Assert.Equal(Months(sales), Texts(await pipeline.AskAsync("--lake", "--named", "monthly-revenue")));
        Assert.Equal(
            Months([.. sales.Where(sale => sale.SoldAt >= new DateTime(2026, 9, 1))]),
            Texts(await pipeline.AskAsync("--lake", "--named", "monthly-revenue", "--set", "since=2026-09-01")));
    }

    private IEnumerable<string> LifetimeValues(IReadOnlyList<Sale> sales) =>
        from customer in sales.GroupBy(sale => sale.Customer)
        let value = customer.Sum(sale => sale.Revenue)
        let orders = customer.Select(sale => sale.Order).Distinct().Count()
        orderby value descending, customer.Key
        let each = Math.Round((double)value / orders * 100, MidpointRounding.AwayFromZero) / 100
        select Text($"{customer.Key}|{shop.Customers[customer.Key].Name}|{shop.Customers[customer.Key].Segment}|{orders}|{customer.Min(sale => sale.SoldAt):yyyy-MM-dd}|{customer.Max(sale => sale.SoldAt):yyyy-MM-dd}|{value:0.00}|{each:0.00}");

    private static List<string> Months(IReadOnlyList<Sale> sales)
    {
        var (months, last) = (new List<string>(), (decimal?)null);
        foreach (var month in sales.GroupBy(sale => (sale.SoldAt.Year, sale.SoldAt.Month)).OrderBy(month => month.Key))
        {
            var revenue = month.Sum(sale => sale.Revenue);
            months.Add(Text($"{month.Key.Year:0000}-{month.Key.Month:00}-01|{month.Select(sale => sale.Order).Distinct().Count()}|{month.Select(sale => sale.Customer).Distinct().Count()}|{month.Sum(sale => sale.Quantity)}|{revenue:0.00}|{revenue - last:0.00}"));
            last = revenue;
        }

        return months;
    }

    private async Task<IReadOnlyList<string>> SalesAsync() => Texts(await pipeline.AskAsync(
        "--lake", "select line_id, order_id, customer_id, product_id, strftime(sold_at, '%Y-%m-%d %H:%M:%S') as sold_at, quantity, unit_price, revenue, year, month, day from fct_sales order by line_id"));

    private static string Words(Sale sale) => Text(
        $"{sale.Line}|{sale.Order}|{sale.Customer}|{sale.Product}|{sale.SoldAt:yyyy-MM-dd HH:mm:ss}|{sale.Quantity}|{sale.UnitPrice:0.00}|{sale.Revenue:0.00}|{sale.SoldAt.Year}|{sale.SoldAt.Month}|{sale.SoldAt.Day}");

    private static IReadOnlyList<string> Texts(IEnumerable<JsonElement> rows) => [.. rows.Select(row => string.Join('|', row.EnumerateObject().Select(value => value.Value.ToString())))];

    private static string Text(FormattableString text) => text.ToString(Invariant);

    private async Task RunAsync(DateOnly date)
    {
        var (exit, told) = await pipeline.NightAsync(date);
        Assert.True(exit == ExitCodes.Done, told);
    }

    /// <summary>The locations that the lake's head names.</summary>
    private List<string> Locations()
    {
        using var catalog = JsonDocument.Parse(File.ReadAllText(Path.Combine(Catalogs, "releases", $"{Head()}.json")));
        return [.. catalog.RootElement.GetProperty("tables").EnumerateArray().SelectMany(table => table.GetProperty("partitions").EnumerateArray()).Select(partition => partition.GetProperty("location").GetString()!)];
    }

    private string Head()
    {
        using var head = JsonDocument.Parse(File.ReadAllText(Path.Combine(Catalogs, "head.json")));
        return head.RootElement.GetProperty("catalog").GetString()!;
    }

    private string Catalogs => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(pipeline.Folder))!, ".etlmesh", "lake", "sales-lake", "_catalog");

    private static DateTime Morning(DateOnly date) => date.AddDays(1).ToDateTime(TimeOnly.MinValue);
}
