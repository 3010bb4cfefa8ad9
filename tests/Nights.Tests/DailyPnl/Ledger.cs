using System.Globalization;

namespace EtlMesh.Nights.Tests.DailyPnl;

/// <summary>The ledger in the sample's folder: read, changed and summed up without SQL.</summary>
internal sealed class Ledger
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly string folder;
    private readonly Dictionary<int, string> kinds;
    private readonly Dictionary<int, (string Code, string Currency)> units;
    private readonly Dictionary<int, string> products;
    private readonly Dictionary<(DateOnly Day, string Currency), decimal> rates;

    public Ledger(string folder)
    {
        this.folder = folder;
        kinds = Rows("accounts.csv").ToDictionary(row => int.Parse(row[0], Invariant), row => row[^1]);
        units = Rows("units.csv").ToDictionary(row => int.Parse(row[0], Invariant), row => (row[1], row[^1]));
        products = Rows("products.csv").ToDictionary(row => int.Parse(row[0], Invariant), row => row[1]);
        rates = Rows("fx_rates.csv").ToDictionary(row => (DateOnly.Parse(row[0], Invariant), row[1]), row => decimal.Parse(row[2], Invariant));
        Lines = [.. Directory.EnumerateFiles(folder, "journal_lines-*.csv").Order(StringComparer.Ordinal).SelectMany(file => File.ReadLines(file).Skip(1)).Select(LedgerLine.Of)];
    }

    public List<LedgerLine> Lines { get; }

    /// <summary>Writes one line in the place of another, as an update does.</summary>
    public void Change(Func<LedgerLine, bool> which, Func<LedgerLine, LedgerLine> change)
    {
        for (var i = 0; i < Lines.Count; i++)
            if (which(Lines[i]))
                Lines[i] = change(Lines[i]);
    }

    public void Save()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "journal_lines-*.csv"))
            File.Delete(file);
        File.WriteAllLines(Path.Combine(folder, "journal_lines-2026-10.csv"), Lines.Select(line => line.ToString()).Prepend(LedgerLine.Header));
    }

    /// <summary>Profit and loss by day, unit and product, a line each.</summary>
    /// <param name="until">What was written from then on is not known yet.</param>
    public IReadOnlyList<string> ByProduct(DateTime until) =>
        Sorted(Sums(until).Select(sum => $"{sum.Key.Day:yyyy-MM-dd}|{sum.Key.Unit}|{sum.Key.Product}|{Words(sum.Value)}|{Share(sum.Value.Gross, sum.Value.Revenue)}"));

    /// <summary>Profit and loss of the group by day, a line each, with the month so far.</summary>
    public IReadOnlyList<string> ByDay(DateTime until)
    {
        var (lines, month) = (new List<string>(), 0m);
        foreach (var day in Sums(until).GroupBy(sum => sum.Key.Day).OrderBy(day => day.Key))
        {
            var sum = day.Aggregate(new Pnl(0, 0, 0), (all, one) => all + one.Value);
            month = day.Key.Day == 1 ? sum.Operating : month + sum.Operating;
            lines.Add($"{day.Key:yyyy-MM-dd}|{Words(sum)}|{Share(sum.Gross, sum.Revenue)}|{Share(sum.Operating, sum.Revenue)}|{Text(month)}");
        }

        return lines;
    }

    private Dictionary<(DateOnly Day, string Unit, string Product), Pnl> Sums(DateTime until)
    {
        var sums = new Dictionary<(DateOnly, string, string), Pnl>();
        foreach (var line in Lines.Where(line => line.Updated < until && !line.Deleted && (kinds[line.Account] is "revenue" or "cost" or "expense")))
        {
            var (unit, currency) = units[line.Unit];
            var earned = Math.Round((line.Credit - line.Debit) * rates[(line.Day, currency)], 2, MidpointRounding.AwayFromZero);
            var key = (line.Day, unit, line.Product is { } product ? products[product] : "-");
            sums[key] = sums.GetValueOrDefault(key, new Pnl(0, 0, 0)) + kinds[line.Account] switch
            {
                "revenue" => new Pnl(earned, 0, 0),
                "cost" => new Pnl(0, -earned, 0),
                _ => new Pnl(0, 0, -earned),
            };
        }

        return sums;
    }

    private IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split(','));

    private static IReadOnlyList<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static string Words(Pnl sum) => $"{Text(sum.Revenue)}|{Text(sum.Cost)}|{Text(sum.Expenses)}|{Text(sum.Gross)}|{Text(sum.Operating)}";

    private static string Share(decimal part, decimal whole) => whole == 0 ? "NULL" : Text(Math.Round(100 * part / whole, 2, MidpointRounding.AwayFromZero));

    private static string Text(decimal amount) => amount.ToString("0.00", Invariant);

    private readonly record struct Pnl(decimal Revenue, decimal Cost, decimal Expenses)
    {
        public decimal Gross => Revenue - Cost;

        public decimal Operating => Gross - Expenses;

        public static Pnl operator +(Pnl one, Pnl other) => new(one.Revenue + other.Revenue, one.Cost + other.Cost, one.Expenses + other.Expenses);
    }
}
