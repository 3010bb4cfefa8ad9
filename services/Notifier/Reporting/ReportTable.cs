using System.Globalization;
using System.Text;

namespace EtlMesh.Notifier;

/// <summary>A table of a report: the first column names the row, the others are numbers.</summary>
internal static class ReportTable
{
    /// <summary>Appends the table; a null is shown as a dash.</summary>
    /// <param name="name">What a screen reader calls the box, in which a wide table scrolls.</param>
    /// <param name="total">A last row that sums up; null for none.</param>
    public static void Append(StringBuilder page, string name, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string?>> rows, IEnumerable<string?>? total = null)
    {
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Escape(name)}\"><table>\n<thead><tr>");
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Html.Escape(column)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
            Row(page, row);
        page.Append("</tbody>\n");
        if (total is not null)
        {
            page.Append("<tfoot>\n");
            Row(page, total);
            page.Append("</tfoot>\n");
        }

        page.Append("</table></div>\n");
    }

    private static void Row(StringBuilder page, IEnumerable<string?> row)
    {
        var (open, close) = ("<tr><th scope=\"row\">", "</th>");
        foreach (var value in row)
        {
            page.Append(CultureInfo.InvariantCulture, $"{open}{Html.Escape(value ?? Html.Nothing)}{close}");
            (open, close) = ("<td>", "</td>");
        }

        page.Append("</tr>\n");
    }
}
