using System.Globalization;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>What readers must see after the nights up to a date.</summary>
internal sealed class ExpectedTables
{
    private readonly List<JudgedTransaction> judged;
    private readonly List<IReadOnlyList<string>> customers;

    /// <param name="sample">The sample's folder.</param>
    /// <param name="date">The last night's.</param>
    public ExpectedTables(string sample, DateOnly date)
    {
        customers = [.. SampleFiles.Customers(sample)];
        var known = customers.ToDictionary(c => c[0], c => (c[3], DateTime.Parse(c[5], CultureInfo.InvariantCulture)));
        var end = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var latest = SampleFiles.Ledger(sample).Concat(SampleFiles.Cards(sample)).Concat(SampleFiles.Branches(sample))
            .Where(raw => raw.Updated < end)
            .GroupBy(raw => (raw.Source, raw.Id))
            .Select(versions => versions.MaxBy(raw => raw.Updated)!);
        judged = [.. latest.GroupBy(raw => raw.Id).Select(copies => new JudgedTransaction(copies.MaxBy(raw => raw.Updated)!, copies.Count(), known))];
    }

    private IEnumerable<JudgedTransaction> Booked => judged.Where(one => one.RejectedFor is null);

    public IReadOnlyList<string> Facts => Sorted(Booked.Select(one => one.Line));

    public IReadOnlyList<string> Rejected => Sorted(judged.Where(one => one.RejectedFor is not null).Select(one => $"{one.Raw.Id}|{one.RejectedFor}"));

    public IReadOnlyList<string> Customers
    {
        get
        {
            var activity = Booked.ToLookup(one => one.Customer);
            return Sorted(customers.Select(c =>
            {
                var own = activity[c[0]].ToList();
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{c[0]}|{c[1]}|{c[2].ToLowerInvariant()}|{c[3]}|{c[4]}|{c[5]}|{own.Count}|{own.Sum(one => one.AmountUsd!.Value):0.00}|{Day(own.Count == 0 ? null : own.Min(one => one.Occurred))}|{Day(own.Count == 0 ? null : own.Max(one => one.Occurred))}|{own.Select(one => one.Risk).DefaultIfEmpty().Max()}|{own.Count(one => one.RiskLevel is "high" or "critical")}");
            }));
        }
    }

    public IReadOnlyList<string> Audit => Sorted(judged.GroupBy(one => one.Raw.Updated.Date).Select(day =>
    {
        var (all, loaded) = (day.ToList(), day.Where(one => one.RejectedFor is null).ToList());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{day.Key:yyyy-MM-dd}|{all.Count}|{all.Sum(one => one.Copies - 1)}|{all.Count - loaded.Count}|{loaded.Count(one => one.WasRepaired)}|{loaded.Count}|{loaded.Sum(one => one.AmountUsd!.Value):0.00}|{Report(all, loaded.Count)}");
    }));

    private static string Report(IReadOnlyList<JudgedTransaction> all, int loaded)
    {
        (string Name, Func<JudgedTransaction, bool> Fails)[] expectations =
        [
            ("transaction_has_id", one => one.Raw.Id.Length == 0),
            ("transaction_is_unique", one => one.Copies > 1),
            ("customer_is_given", one => one.Customer is null),
            ("customer_is_known", one => one.Customer is not null && !one.IsKnownCustomer),
            ("amount_is_a_number", one => one.Amount is null),
            ("amount_is_in_range", one => Math.Abs(one.AmountUsd ?? 0) > 1_000_000),
            ("currency_is_known", one => one.Rate is null),
            ("time_is_valid", one => one.Occurred is null || one.Occurred > one.Raw.Updated.AddDays(1)),
            ("status_is_known", one => one.Status == "unknown"),
        ];
        var told = expectations.Select(expectation => all.Count(expectation.Fails) is var failed ? $"{expectation.Name} {failed} {(failed == 0 ? "true" : "false")}" : "");
        return $"{all.Count} {100 * loaded / all.Count} {string.Join(", ", told)}";
    }

    private static string Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never";

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];
}
