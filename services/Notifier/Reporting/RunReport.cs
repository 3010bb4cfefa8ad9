using System.Globalization;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>The report of a run: one HTML page that needs nothing else.</summary>
public static class RunReport
{
    /// <summary>The browser asks for nothing either, not even for an icon.</summary>
    private const string Alone = """
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="command">The run and what became of it.</param>
    /// <param name="headline">The newest rows of the report model; null when the pipeline names none, or nothing is published yet.</param>
    public static string Render(SendNotification command, Headline? headline)
    {
        var summary = command.Summary;
        var (pipeline, state) = (Html.Escape(command.Pipeline), Html.Escape(summary.State));
        var date = command.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{Alone}\n<title>{pipeline} {date}</title>\n<style>\n{ReportStyle.Css}\n</style>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{pipeline}</h1>\n<p>Night of <b>{date}</b>, attempt {command.Attempt}: <span class=\"state {state}\">{state}</span>{Sentence(summary)}</p>\n");
        if (headline is { Rows.Count: > 0 })
            Metrics(page, summary.State, headline);
        Tables(page, summary.Tables);
        Checks(page, summary.Verdict);
        page.Append(CultureInfo.InvariantCulture, $"<footer>run {command.RunId} · release {Html.Escape(summary.Release ?? "none")} · bundle {Html.Escape(command.BundleHash)}</footer>\n</html>\n");
        return page.ToString();
    }

    private static string Sentence(RunSummary summary) => summary.State switch
    {
        "Blocked" => ". Nothing was published; readers keep the previous release.",
        _ when summary.Reason is not null => $". {Html.Escape(summary.Stage ?? "run")}: {Html.Escape(summary.Reason)}",
        _ => ".",
    };

    private static void Metrics(StringBuilder page, string state, Headline headline)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{(state == "Completed" ? "Headline" : "Headline of the release that readers still see")}</h2>\n<div class=\"metrics\">\n");
        for (var column = 1; column < headline.Columns.Count; column++)
            MetricChart.Append(page, new MetricSeries(headline, column));
        page.Append("</div>\n");
        ReportTable.Append(page, headline.Columns, headline.Rows.Select(row => row.Select(value => value.Text)));
    }

    private static void Tables(StringBuilder page, IReadOnlyList<TableOutcome> tables)
    {
        if (tables.Count == 0)
            return;

        page.Append("<h2>Tables</h2>\n");
        // Most pipelines read their tables whole.
        var skips = tables.Any(table => table.Counts.RowsSkipped > 0);
        ReportTable.Append(page, ["table", "read", "quarantined", .. skips ? ["skipped"] : Array.Empty<string>(), "loaded"], tables.Select(table => (string[])
        [
            $"{table.Source}.{table.Table}", Number(table.Counts.RowsRead), Number(table.Counts.RowsQuarantined),
            .. skips ? [Number(table.Counts.RowsSkipped)] : Array.Empty<string>(), Number(table.Counts.RowsLoaded),
        ]));
    }

    private static void Checks(StringBuilder page, VerdictSummary? verdict)
    {
        if (verdict is null)
            return;

        page.Append(CultureInfo.InvariantCulture, $"<h2>Checks</h2>\n<p>{verdict.ChecksPassed} passed, {verdict.ChecksWarned} warned, {verdict.ChecksFailed} failed.</p>\n");
        if (verdict.Failures.Count == 0)
            return;

        page.Append("<ul>\n");
        foreach (var failure in verdict.Failures)
            page.Append(CultureInfo.InvariantCulture, $"<li>{Html.Escape(failure)}</li>\n");
        page.Append("</ul>\n");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
