using System.Globalization;

namespace EtlMesh.Nights.Tests.DumpAnalytics;

/// <summary>What the shop's generator meant, table by table as TSV, and the four tables computed from it by plain loops.</summary>
/// <param name="folder">Where the generator told it.</param>
internal sealed class ShopTruth(string folder)
{
    private const string Null = "\\N";

    private readonly List<string[]> customers = Read(folder, "customers");
    private readonly List<string[]> orders = Read(folder, "orders");
    private readonly List<string[]> items = Read(folder, "order_items");
    private readonly List<string[]> refunds = Read(folder, "refunds");
    private readonly List<string[]> products = Read(folder, "products");
    private readonly Dictionary<string, string> categories = Read(folder, "categories").ToDictionary(row => row[0], row => row[2]);

    private sealed record Line(string Order, string Product, string Customer, string Day, string Status, long Units, decimal Gross, decimal Net);

    public int ZeroDatedOrders => orders.Count(order => order[3].StartsWith("0000", StringComparison.Ordinal));

    public int Orders => orders.Count;

    /// <summary>Orders that changed at a moment or later.</summary>
    public int OrdersSince(string moment) => orders.Count(order => string.CompareOrdinal(order[4], moment) >= 0 && !order[3].StartsWith("0000", StringComparison.Ordinal));

    public IEnumerable<string> DailySales()
    {
        var refunded = Refunds().GroupBy(refund => refund.Day).ToDictionary(day => day.Key, day => day.Sum(refund => refund.Amount));
        return Lines().GroupBy(line => line.Day).OrderBy(day => day.Key, StringComparer.Ordinal).Select(day =>
        {
            var (gross, net, back) = (day.Sum(line => line.Gross), day.Sum(line => line.Net), refunded.GetValueOrDefault(day.Key));
            return Text($"{day.Key}|{day.Select(line => line.Order).Distinct().Count()}|{day.Sum(line => line.Units)}|{gross:0.00}|{gross - net:0.00}|{back:0.00}|{net - back:0.00}");
        });
    }

    public IEnumerable<string> CustomerValue()
    {
        var lines = Lines().ToLookup(line => line.Customer);
        var back = Refunds().ToLookup(refund => refund.Customer);
        return Customers().OrderBy(customer => int.Parse(customer[0], CultureInfo.InvariantCulture)).Select(customer =>
        {
            var own = lines[customer[0]].ToList();
            var revenue = own.Sum(line => line.Net) - back[customer[0]].Sum(refund => refund.Amount);
            var days = own.Select(line => line.Day).Order(StringComparer.Ordinal).ToList();
            var tier = revenue >= 1500 ? "gold" : revenue >= 500 ? "silver" : "bronze";
            return Text($"{customer[0]}|{(customer[2] == Null ? "(unknown)" : customer[2])}|{customer[4].Trim().ToUpperInvariant()}|{customer[5]}|{Shown(customer[3])}|{own.Select(line => line.Order).Distinct().Count()}|{revenue:0.00}|{days.FirstOrDefault("-")}|{days.LastOrDefault("-")}|{tier}");
        });
    }

    public IEnumerable<string> ProductPerformance() => Lines().GroupBy(line => line.Product).OrderBy(product => int.Parse(product.Key, CultureInfo.InvariantCulture)).Select(product =>
    {
        var known = products.Single(row => row[0] == product.Key);
        return Text($"{known[0]}|{known[2]}|{categories.GetValueOrDefault(known[1], "(none)")}|{product.Sum(line => line.Units)}|{product.Where(line => line.Status == "returned").Sum(line => line.Units)}|{product.Sum(line => line.Net):0.00}");
    });

    public IEnumerable<string> SourceQuality()
    {
        var current = Customers().ToList();
        var known = current.Select(customer => customer[0]).ToHashSet();
        var dated = Dated().Select(order => order[0]).ToHashSet();
        return new Dictionary<string, int>
        {
            ["customers named NULL"] = current.Count(customer => customer[2] == "NULL"),
            ["customers there twice"] = customers.Count - current.Count,
            ["customers without a birthday"] = current.Count(customer => customer[3] == Null),
            ["customers without a name"] = current.Count(customer => customer[2] == Null),
            ["lines without an order"] = items.Where(item => !dated.Contains(item[1])).Select(item => item[0]).Distinct().Count(),
            ["lines written twice"] = items.Count - items.Select(item => item[0]).Distinct().Count(),
            ["orders of nobody"] = Sold().Count(order => !known.Contains(order[1])),
            ["products without a category"] = products.Count(product => !categories.ContainsKey(product[1])),
        }.Select(finding => Text($"{finding.Key}|{finding.Value}"));
    }

    private IEnumerable<string[]> Customers() => customers.GroupBy(customer => customer[0]).Select(same => same.MaxBy(customer => customer[7], StringComparer.Ordinal)!);

    private IEnumerable<string[]> Dated() => orders.Where(order => !order[3].StartsWith("0000", StringComparison.Ordinal));

    private IEnumerable<string[]> Sold() => Dated().Where(order => order[2] != "cancelled");

    private List<Line> Lines()
    {
        var sold = Sold().ToDictionary(order => order[0]);
        return [.. items.DistinctBy(item => item[0]).Where(item => sold.ContainsKey(item[1])).Select(item =>
        {
            var order = sold[item[1]];
            var gross = Number(item[3]) * Number(item[4]);
            return new Line(order[0], item[2], order[1], order[3][..10], order[2], (long)Number(item[3]), gross, gross - Number(item[5]));
        })];
    }

    private IEnumerable<(string Day, string Customer, decimal Amount)> Refunds()
    {
        var sold = Sold().ToDictionary(order => order[0]);
        return refunds.Where(refund => sold.ContainsKey(refund[1])).Select(refund => (sold[refund[1]][3][..10], sold[refund[1]][1], Number(refund[2])));
    }

    private static string Shown(string value) => value == Null ? "-" : value;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static List<string[]> Read(string folder, string table) => [.. File.ReadLines(Path.Combine(folder, table + ".tsv")).Select(line => line.Split('\t'))];
}
