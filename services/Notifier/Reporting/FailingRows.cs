using System.Globalization;
using System.Text;
using System.Text.Json;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>The first failing rows of a check, as a table.</summary>
internal static class FailingRows
{
    /// <summary>Letters that a cell shows without a break.</summary>
    private const int Short = 40;

    /// <summary>Appends the table, or nothing when no row was sampled.</summary>
    public static void Append(StringBuilder page, CheckResult result)
    {
        if (result.Sample.Count == 0)
            return;

        var rows = result.Sample.Select(Read).ToList();
        var columns = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).ToList();
        var name = result.FailingRows > rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $"The first {rows.Count:N0} of {result.FailingRows:N0} rows")
            : rows.Count == 1 ? "The row" : string.Create(CultureInfo.InvariantCulture, $"The {rows.Count:N0} rows");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{name}</p>\n<div class=\"wide words\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Escape($"Rows of {result.CheckId}")}\"><table>\n<thead><tr>");
        var looks = columns.ToDictionary(column => column, column => Look([.. rows.Select(row => row.GetValueOrDefault(column)).OfType<string>()]), StringComparer.Ordinal);
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"{looks[column]}\">{Html.Escape(column)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(columns.Select(column => $"<td class=\"{looks[column]}\">{Html.Escape(row.GetValueOrDefault(column) ?? Html.Nothing)}</td>"))}</tr>\n");
        page.Append("</tbody>\n</table></div>\n");
    }

    /// <summary>Values come as text: what reads as numbers stands to the right, what is short on one line.</summary>
    private static string Look(List<string> values) =>
        values.Exists(value => value.Length > Short) ? "long"
        : values.Count > 0 && values.TrueForAll(value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? "short number"
        : "short";

    /// <summary>Engines give objects; whatever else a sample holds is shown as it is.</summary>
    private static Dictionary<string, string?> Read(string row)
    {
        using var document = JsonDocument.Parse(row);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            values["row"] = Text(document.RootElement);
        else
            foreach (var property in document.RootElement.EnumerateObject())
                values[property.Name] = Text(property.Value);
        return values;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
