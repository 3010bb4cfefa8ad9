using System.Globalization;
using System.Text;

namespace EtlMesh.Notifier;

/// <summary>A metric as a card: its newest value, how it changed, and its days as a line.</summary>
internal static class MetricChart
{
    private const double Width = 280;
    private const double Top = 12;
    private const double Bottom = 92;
    private const double Right = 276;
    private const double CharacterWidth = 6.4;

    /// <summary>Appends the card, or nothing when no day has a number.</summary>
    public static void Append(StringBuilder page, MetricSeries series)
    {
        if (series.Drawn.Count == 0)
            return;

        var newest = series.Count - 1;
        page.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption>{Html.Escape(series.Name)}</figcaption>\n<p class=\"newest\">{Html.Escape(series.Label(newest))}</p>\n<p class=\"change\">{Changes(series)}</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} 112\" role=\"img\">\n<title>{Html.Escape(Title(series))}</title>\n");
        Draw(page, series);
        page.Append("</svg>\n</figure>\n");
    }

    private static void Draw(StringBuilder page, MetricSeries series)
    {
        var (lowest, highest) = (series.Lowest, series.Highest);
        var (low, high) = (series.Number(lowest)!.Value, series.Number(highest)!.Value);
        var left = 8 + (CharacterWidth * Math.Max(series.Label(lowest).Length, series.Label(highest).Length));
        // Halves, as the whole span of two doubles may be none.
        double Y(double value) => low == high ? (Top + Bottom) / 2 : Bottom - ((Bottom - Top) * ((value / 2) - (low / 2)) / ((high / 2) - (low / 2)));
        double X(int row) => left + 4 + ((Right - left - 8) * series.Place(row));

        Level(page, left, Y(high), series.Label(highest));
        if (low < high)
            Level(page, left, Y(low), series.Label(lowest));
        if (low < 0 && high > 0)
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"zero\" x1=\"{left:0.#}\" y1=\"{Y(0):0.#}\" x2=\"{Right}\" y2=\"{Y(0):0.#}\"/>\n");

        var path = string.Join(' ', series.Drawn.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{(row > 0 && series.Number(row - 1) is not null ? 'L' : 'M')}{X(row):0.#} {Y(series.Number(row)!.Value):0.#}")));
        page.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\"/>\n");
        foreach (var row in series.Drawn)
            page.Append(CultureInfo.InvariantCulture, $"<circle{(row == series.Count - 1 ? " class=\"last\"" : "")} cx=\"{X(row):0.#}\" cy=\"{Y(series.Number(row)!.Value):0.#}\" r=\"{(row == series.Count - 1 ? 4 : 2)}\"><title>{Html.Escape($"{series.Date(row)}: {series.Text(row)}")}</title></circle>\n");

        if (series.Count > 1)
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{left:0.#}\" y=\"108\">{Html.Escape(series.Date(0))}</text>\n");
        var (end, anchor) = series.Count > 1 ? (Right, "end") : (X(0), "middle");
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{end:0.#}\" y=\"108\" text-anchor=\"{anchor}\">{Html.Escape(series.Date(series.Count - 1))}</text>\n");
    }

    private static void Level(StringBuilder page, double left, double y, string label) => page.Append(
        CultureInfo.InvariantCulture,
        $"<line x1=\"{left:0.#}\" y1=\"{y:0.#}\" x2=\"{Right}\" y2=\"{y:0.#}\"/><text x=\"{left - 6:0.#}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Html.Escape(label)}</text>\n");

    private static string Title(MetricSeries series) =>
        $"{series.Name}, {series.Date(0)} to {series.Date(series.Count - 1)}: newest {series.Text(series.Count - 1)}, "
        + $"lowest {series.Text(series.Lowest)} on {series.Date(series.Lowest)}, highest {series.Text(series.Highest)} on {series.Date(series.Highest)}";

    private static string Changes(MetricSeries series)
    {
        var changes = new[] { Change(series.ChangeSince(1), "day"), Change(series.ChangeSince(7), "week") }.OfType<string>();
        return string.Join(" · ", changes) is { Length: > 0 } said ? said : "no earlier value to compare";
    }

    private static string? Change(double? change, string unit) => change is { } part
        ? string.Create(CultureInfo.InvariantCulture, $"<b>{part:+#,0.0%;−#,0.0%;±0.0%}</b> in a {unit}")
        : null;
}
