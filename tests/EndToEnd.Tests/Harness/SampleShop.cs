using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The sample of the daily metrics, read and computed without any part of the product.</summary>
internal static class SampleShop
{
    public const string LastDay = "2026-10-31";
    public const string DayAfter = "2026-11-01";
    public const string NegativeOrderId = "99999";

    private const string NegativeOrder = NegativeOrderId + ",12,completed,2026-10-31 12:00:00,-100.00,\n";

    public static void AddNegativeOrder(string pipeline) => File.AppendAllText(NewestOrders(pipeline), NegativeOrder);

    /// <summary>Takes the negative order away; the file's other bytes, among them some that are no UTF-8, stay as they are.</summary>
    public static void RemoveNegativeOrder(string pipeline)
    {
        using var file = File.Open(NewestOrders(pipeline), FileMode.Open);
        file.SetLength(file.Length - NegativeOrder.Length);
    }

    /// <summary>What <c>fct_daily_metrics</c> must hold: <c>day|orders|revenue|active users</c>, by day.</summary>
    public static IReadOnlyList<string> DailyMetrics(string pipeline)
    {
        var sample = Path.Combine(pipeline, "sample");
        var refunds = Records(Path.Combine(sample, "refunds.csv"))
            .GroupBy(refund => refund[1])
            .ToDictionary(order => order.Key, order => order.Sum(refund => decimal.Parse(refund[2], CultureInfo.InvariantCulture)));
        var orders = Directory.EnumerateFiles(sample, "orders-*.csv").SelectMany(Records).Where(IsGood).Where(order => order[2] != "cancelled").ToList();
        var seen = File.ReadLines(Path.Combine(sample, "events.jsonl")).Select(Event).OfType<(string Day, string User)>();
        var active = seen.Concat(orders.Select(order => (Day: Day(order), User: order[1]))).Distinct().ToLookup(user => user.Day);
        return
        [
            .. active.OrderBy(day => day.Key, StringComparer.Ordinal).Select(day =>
            {
                var sold = orders.Where(order => Day(order) == day.Key).ToList();
                var revenue = sold.Sum(order => decimal.Parse(order[4], CultureInfo.InvariantCulture) - refunds.GetValueOrDefault(order[0]));
                return string.Create(CultureInfo.InvariantCulture, $"{day.Key}|{sold.Count}|{revenue:0.00}|{day.Count()}");
            }),
        ];
    }

    private static string NewestOrders(string pipeline) => Path.Combine(pipeline, "sample", "orders-2026-10.csv");

    private static string Day(string[] order) => order[3][..10];

    private static bool IsGood(string[] order) =>
        order.Length == 6
        && decimal.TryParse(order[4], CultureInfo.InvariantCulture, out _)
        && DateTime.TryParse(order[3], CultureInfo.InvariantCulture, out _)
        && !order[2].Contains('\uFFFD', StringComparison.Ordinal);

    private static (string Day, string User)? Event(string line)
    {
        try
        {
            var seen = JsonDocument.Parse(line).RootElement;
            return seen.GetProperty("user_id").ValueKind == JsonValueKind.Number
                ? (seen.GetProperty("occurred_at").GetString()![..10], seen.GetProperty("user_id").GetRawText())
                : null;
        }
        catch (JsonException)
        {
            return null; // a line cut off
        }
    }

    /// <summary>The records of a CSV file, without its header.</summary>
    private static IEnumerable<string[]> Records(string file)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var letter in File.ReadAllText(file).SkipWhile(letter => letter != '\n').Skip(1))
        {
            if (letter == '"')
            {
                quoted = !quoted; // a doubled quote leaves and enters again
            }
            else if (quoted || letter is not (',' or '\n'))
            {
                field.Append(letter);
            }
            else
            {
                fields.Add(field.ToString());
                field.Clear();
                if (letter == '\n')
                {
                    yield return [.. fields];
                    fields.Clear();
                }
            }
        }
    }
}
