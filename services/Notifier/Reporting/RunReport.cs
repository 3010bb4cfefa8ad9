using System.Globalization;
using System.Net;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>The report of a run: one HTML page that needs nothing else.</summary>
public static class RunReport
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --good: #2e7d32; --bad: #c62828; --warn: #b26a00; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        .state { font-weight: 600; } .Completed { color: var(--good); } .Blocked, .Failed { color: var(--bad); } .Cancelled, .Suspended { color: var(--warn); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; } footer { margin-top: 2rem; font-size: .8rem; opacity: .7; overflow-wrap: anywhere; }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="command">The run and what became of it.</param>
    /// <param name="headline">The newest rows of the report model; null when the pipeline names none, or nothing is published yet.</param>
    public static string Render(SendNotification command, Headline? headline)
    {
        var summary = command.Summary;
        var date = command.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Escape(command.Pipeline)} {date}</title>\n<style>\n{Style}\n</style>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Escape(command.Pipeline)}</h1>\n<p>Night of <b>{date}</b>, attempt {command.Attempt}: <span class=\"state {Escape(summary.State)}\">{Escape(summary.State)}</span>{Sentence(summary)}</p>\n");
        if (headline is { Rows.Count: > 0 })
            Table(page, summary.State == "Completed" ? "Headline" : "Headline of the release that readers still see", headline.Columns, headline.Rows);

        Table(page, "Tables", ["table", "read", "quarantined", "loaded"],
            [.. summary.Tables.Select(table => (IReadOnlyList<string?>)[$"{table.Source}.{table.Table}", Number(table.Counts.RowsRead), Number(table.Counts.RowsQuarantined), Number(table.Counts.RowsLoaded)])]);
        Checks(page, summary.Verdict);
        page.Append(CultureInfo.InvariantCulture, $"<footer>run {command.RunId} · release {Escape(summary.Release ?? "none")} · bundle {Escape(command.BundleHash)}</footer>\n</html>\n");
        return page.ToString();
    }

    private static string Sentence(RunSummary summary) => summary.State switch
    {
        "Blocked" => ". Nothing was published; readers keep the previous release.",
        _ when summary.Reason is not null => $". {Escape(summary.Stage ?? "run")}: {Escape(summary.Reason)}",
        _ => ".",
    };

    private static void Checks(StringBuilder page, VerdictSummary? verdict)
    {
        if (verdict is null)
            return;

        page.Append(CultureInfo.InvariantCulture, $"<h2>Checks</h2>\n<p>{verdict.ChecksPassed} passed, {verdict.ChecksWarned} warned, {verdict.ChecksFailed} failed.</p>\n");
        if (verdict.Failures.Count == 0)
            return;

        page.Append("<ul>\n");
        foreach (var failure in verdict.Failures)
            page.Append("<li>").Append(Escape(failure)).Append("</li>\n");
        page.Append("</ul>\n");
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        if (rows.Count == 0)
            return;

        page.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(title)}</h2>\n<div class=\"wide\"><table>\n<tr>");
        foreach (var column in columns)
            page.Append("<th>").Append(Escape(column)).Append("</th>");
        page.Append("</tr>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var value in row)
                page.Append("<td>").Append(Escape(value ?? "–")).Append("</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table></div>\n");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
