using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>The sample, read the simple way; records that no reader can use are left out.</summary>
internal static class SampleFiles
{
    public static IEnumerable<RawTransaction> Ledger(string sample)
    {
        foreach (var page in Directory.GetFiles(Path.Combine(sample, "ledger")))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(page));
            foreach (var item in document.RootElement.GetProperty("data").GetProperty("items").EnumerateArray())
            {
                var merchant = item.GetProperty("merchant");
                if (Updated(Text(item, "updated_at")) is { } updated)
                    yield return new RawTransaction("ledger", Text(item, "transaction_id")!, Text(item, "customer_id"), Text(item, "amount"), Text(item, "currency"), Text(item, "status"), Text(merchant, "name"), Text(merchant, "country"), Text(item, "category"), Text(item, "channel")!, Text(item, "occurred_at"), updated);
            }
        }
    }

    public static IEnumerable<RawTransaction> Cards(string sample)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(sample, "cards")))
        {
            using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (lines.ReadLine() is { } line)
            {
                if (!line.EndsWith('}'))
                    continue;
                using var document = JsonDocument.Parse(line);
                var item = document.RootElement;
                yield return new RawTransaction("cards", Text(item, "transaction_id")!, Text(item, "customer_id"), Text(item, "amount"), Text(item, "currency"), Text(item, "status"), Text(item, "merchant_name"), Text(item, "merchant_country"), Text(item, "category"), "card", Text(item, "occurred_at"), Updated(Text(item, "updated_at"))!.Value);
            }
        }
    }

    public static IEnumerable<RawTransaction> Branches(string sample)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(sample, "branches")))
        {
            foreach (var line in File.ReadLines(file).Skip(1))
            {
                var f = Fields(line);
                if (f.Count == 10)
                    yield return new RawTransaction("branches", f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], "branch", f[8], Updated(f[9])!.Value);
            }
        }
    }

    /// <summary>Id, name, e-mail, country, segment, day of signing up.</summary>
    public static IEnumerable<IReadOnlyList<string>> Customers(string sample) =>
        File.ReadLines(Path.Combine(sample, "core", "customers.csv")).Skip(1).Select(Fields);

    private static DateTime? Updated(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Text(JsonElement item, string name) => item.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var other => other.GetRawText(),
    };

    /// <summary>No field of the sample holds a quote or a line end.</summary>
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var (field, quoted) = (new StringBuilder(), false);
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(c);
        }

        fields.Add(field.ToString());
        return fields;
    }
}
