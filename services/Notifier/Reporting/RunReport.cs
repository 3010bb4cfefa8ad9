using System.Globalization;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>The report of a run: one HTML page that needs nothing else.</summary>
public static class RunReport
{
    /// <summary>Writes the page. What went wrong comes before the numbers, which then are an older night's.</summary>
    /// <param name="command">The run and what became of it.</param>
    /// <param name="facts">What the warehouse knows beside it.</param>
    public static string Render(SendNotification command, ReportFacts facts)
    {
        var summary = command.Summary;
        var published = summary.State == "Completed";
        var body = new StringBuilder();
        Header(body, command);
        body.Append("<main>\n");
        RunEnding.Append(body, command, facts.Seen);
        if (!published)
            CheckFindings.Append(body, summary.Verdict, facts.Results);
        if (facts.Headline is { Rows.Count: > 0 } headline)
            Metrics(body, published ? "Headline" : "What readers still see", headline);
        StageTimeline.Append(body, summary.Stages);
        RowCounts.Append(body, summary.Tables);
        if (published)
            CheckFindings.Append(body, summary.Verdict, facts.Results);
        body.Append(CultureInfo.InvariantCulture, $"</main>\n<footer>run {command.RunId} · release {Html.Escape(summary.Release ?? "none")} · bundle {Html.Escape(command.BundleHash)}</footer>\n");
        return Page.Of(string.Create(CultureInfo.InvariantCulture, $"{command.Pipeline} {command.RunDate:yyyy-MM-dd}: {summary.State}"), ReportStyle.Css, body.ToString());
    }

    private static void Header(StringBuilder page, SendNotification command)
    {
        var took = StageTimeline.Took(command.Summary.Stages) is { } seconds ? $" · took {Times.Duration(seconds)}" : "";
        page.Append(CultureInfo.InvariantCulture, $"<header>\n<h1>{Html.Escape(command.Pipeline)}</h1>\n<p>Night of <time datetime=\"{command.RunDate:yyyy-MM-dd}\">{Times.Day(command.RunDate)}</time></p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">attempt {command.Attempt} · started {Times.Instant(command.Summary.StartedAt)}{took}</p>\n</header>\n");
    }

    private static void Metrics(StringBuilder page, string title, Headline headline)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<div class=\"metrics\">\n");
        for (var column = 1; column < headline.Columns.Count; column++)
            MetricChart.Append(page, new MetricSeries(headline, column));
        page.Append(CultureInfo.InvariantCulture, $"</div>\n<details><summary>The numbers of {(headline.Rows.Count == 1 ? "the day" : $"{headline.Rows.Count} days")}</summary>\n");
        ReportTable.Append(page, "Headline numbers", headline.Columns, headline.Rows.Select(row => row.Select(value => value.Text)));
        page.Append("</details>\n");
    }
}
