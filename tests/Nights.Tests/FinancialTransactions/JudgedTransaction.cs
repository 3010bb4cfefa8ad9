using System.Globalization;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>A transaction as the pipeline's README says that it is repaired, judged and scored; computed without SQL.</summary>
internal sealed class JudgedTransaction
{
    private static readonly Dictionary<string, decimal> Rates = new() { ["USD"] = 1m, ["EUR"] = 1.085m, ["GBP"] = 1.2725m, ["CHF"] = 1.131m, ["SEK"] = 0.0942m, ["JPY"] = 0.00665m };
    private static readonly string[] Statuses = ["settled", "pending", "declined", "reversed"];

    private readonly string? customerCountry;
    private readonly DateTime? signedUp;

    /// <param name="raw">Its latest version.</param>
    /// <param name="copies">In how many sources it is.</param>
    /// <param name="customers">Country and day of signing up by id.</param>
    public JudgedTransaction(RawTransaction raw, int copies, IReadOnlyDictionary<string, (string Country, DateTime SignedUp)> customers)
    {
        (Raw, Copies) = (raw, copies);
        Customer = Given(raw.Customer);
        IsKnownCustomer = Customer is not null && customers.ContainsKey(Customer);
        if (IsKnownCustomer)
            (customerCountry, signedUp) = customers[Customer!];
        Amount = Money(raw.Amount);
        Currency = Given(raw.Currency)?.ToUpperInvariant() ?? "USD";
        Rate = Rates.TryGetValue(Currency, out var rate) ? rate : null;
        AmountUsd = Amount * Rate is { } usd ? Math.Round(usd, 2, MidpointRounding.AwayFromZero) : null;
        var status = Given(raw.Status)?.ToLowerInvariant();
        Status = status is null ? "pending" : Statuses.Contains(status) ? status : "unknown";
        Occurred = Moment(raw.Occurred);
        RejectedFor = Customer is null ? "no customer" : Amount is null ? "no amount" : Rate is null ? "unknown currency" : Occurred is null ? "no time" : null;
        WasRepaired = Given(raw.Currency) is null || !Currency.Equals(raw.Currency, StringComparison.Ordinal) || !Statuses.Contains(raw.Status ?? "") || Given(raw.Merchant) is null || Given(raw.Category) is null
            || !IsPlain(raw.Amount) || !IsIso(raw.Occurred);
    }

    public RawTransaction Raw { get; }

    public int Copies { get; }

    public string? Customer { get; }

    public bool IsKnownCustomer { get; }

    public decimal? Amount { get; }

    public string Currency { get; }

    public decimal? Rate { get; }

    public decimal? AmountUsd { get; }

    public string Status { get; }

    public DateTime? Occurred { get; }

    public string? RejectedFor { get; }

    public bool WasRepaired { get; }

    private bool IsCrossBorder => customerCountry is not null && Raw.MerchantCountry is not null && customerCountry != Raw.MerchantCountry;

    public int Risk
    {
        get
        {
            var size = Math.Abs(AmountUsd!.Value);
            var risk = size >= 10_000 ? 40 : size >= 5_000 ? 25 : size >= 1_000 ? 10 : 0;
            risk += Occurred!.Value.Hour < 6 ? 15 : 0;
            risk += IsCrossBorder ? 20 : 0;
            risk += Raw.Category is "gambling" or "crypto" ? 20 : 0;
            risk += Status is "declined" or "unknown" ? 10 : 0;
            risk += !IsKnownCustomer || Occurred.Value.Date < signedUp!.Value.AddDays(30) ? 10 : 0;
            risk += Raw.Channel is "online" or "app" ? 5 : 0;
            return Math.Min(100, risk);
        }
    }

    public string RiskLevel => Risk switch { >= 70 => "critical", >= 50 => "high", >= 25 => "medium", _ => "low" };

    /// <summary>The row of <c>fact_transactions</c>.</summary>
    public string Line
    {
        get
        {
            var (at, size) = (Occurred!.Value, Math.Abs(AmountUsd!.Value));
            var category = size < 10 ? "micro" : size < 100 ? "small" : size < 1_000 ? "medium" : size < 10_000 ? "large" : "very large";
            var weekday = at.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)at.DayOfWeek;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Raw.Id}|{Raw.Source}|{Customer}|{Amount:0.00}|{Currency}|{AmountUsd:0.00}|{category}|{Status}|{Given(Raw.Merchant) ?? "unknown"}|{Raw.MerchantCountry}|{Given(Raw.Category) ?? "other"}|{Raw.Channel}|{at:yyyy-MM-dd HH:mm:ss}|{at:yyyy-MM-dd}|{at.Year}|{(at.Month + 2) / 3}|{at.Month}|{at.Day}|{weekday}|{at.Hour}|{Word(weekday >= 6)}|{Word(IsCrossBorder)}|{Risk}|{RiskLevel}|{Word(WasRepaired)}|{Raw.Updated:yyyy-MM-dd HH:mm:ss}");
        }
    }

    private static string Word(bool yes) => yes ? "true" : "false";

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsPlain(string? text) => text?.Split('.') is [{ Length: > 0 } whole, { Length: 2 } cents] && whole.All(char.IsAsciiDigit) && cents.All(char.IsAsciiDigit);

    private static bool IsIso(string? text) => text is { Length: 20 } && text[10] == 'T' && text[^1] == 'Z';

    private static decimal? Money(string? text)
    {
        var digits = string.Concat((text ?? "").Where(c => char.IsAsciiDigit(c) || c is '.' or ',' or '(' or ')' or '-'));
        if (digits.StartsWith('('))
            return -decimal.Parse(digits[1..^1], CultureInfo.InvariantCulture);
        if (digits.Contains(',') && !digits.Contains('.') && digits.Length - digits.IndexOf(',') <= 3)
            digits = digits.Replace(',', '.');
        return decimal.TryParse(digits, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    private static DateTime? Moment(string? text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? DateTime.UnixEpoch.AddSeconds(seconds)
        : DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}
