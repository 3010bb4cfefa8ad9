using System.Globalization;
using System.Text;

namespace EtlMesh.Notifier;

/// <summary>A table of a report: the first column names the row, the others are numbers.</summary>
internal static class ReportTable
{
    /// <summary>Appends the table; a null is shown as a dash.</summary>
    public static void Append(StringBuilder page, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string?>> rows)
    {
        page.Append("<div class=\"wide\"><table>\n<tr>");
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th>{Html.Escape(column)}</th>");
        page.Append("</tr>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var value in row)
                page.Append(CultureInfo.InvariantCulture, $"<td>{Html.Escape(value ?? Html.Nothing)}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table></div>\n");
    }
}
