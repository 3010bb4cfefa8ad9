using System.Globalization;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>What the checks found: each that did not pass with its first rows, then all in a list to be opened.</summary>
internal static class CheckFindings
{
    public static void Append(StringBuilder page, VerdictSummary? verdict, IReadOnlyList<CheckResult> results)
    {
        if (verdict is null)
            return;

        page.Append(CultureInfo.InvariantCulture, $"<h2>Checks</h2>\n<p>{Count("passed", verdict.ChecksPassed)} · {Count("warned", verdict.ChecksWarned)} · {Count("failed", verdict.ChecksFailed)}</p>\n");
        foreach (var result in results.Where(result => result.Status != "passed").OrderBy(result => result.Status != "failed"))
            Card(page, result);
        if (results.Count == 0)
        {
            foreach (var failure in verdict.Failures)
                page.Append(CultureInfo.InvariantCulture, $"<div class=\"card finding failed\"><p>{Html.Escape(failure)}</p></div>\n");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<details><summary>All {results.Count:N0} checks</summary>\n<div class=\"wide words\" tabindex=\"0\" role=\"region\" aria-label=\"All checks\"><table>\n<thead><tr><th scope=\"col\">expected</th><th scope=\"col\">verdict</th></tr></thead>\n<tbody>\n");
        foreach (var result in results)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html.Escape(result.Expected)}</td><td class=\"{Html.Escape(result.Status)}\">{Mark.Of(result.Status)} {Html.Escape(result.Status)}{(result.Status == "passed" ? "" : $", {Html.Escape(result.Actual)}")}</td></tr>\n");
        page.Append("</tbody>\n</table></div>\n</details>\n");
    }

    private static string Count(string status, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"<span class=\"{(count > 0 ? status : "soft")}\">{(count > 0 ? Mark.Of(status) + " " : "")}{count:N0} {status}</span>");

    private static void Card(StringBuilder page, CheckResult result)
    {
        var status = Html.Escape(result.Status);
        page.Append(CultureInfo.InvariantCulture, $"<article class=\"card finding {status}\">\n<h3><span class=\"{status}\">{Mark.Of(result.Status)} {status}</span> {Html.Escape(result.Expected)}</h3>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>found {Html.Escape(result.Actual)}</p>\n<p class=\"soft\">{Html.Escape(result.CheckId)}{(result.Model.Length > 0 ? $" on {Html.Escape(result.Model)}" : "")} · {(result.Severity == "error" ? "blocks publishing" : "does not block publishing")}</p>\n");
        FailingRows.Append(page, result);
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>Query</summary><pre tabindex=\"0\">{Html.Escape(result.Query)}</pre></details>\n</article>\n");
    }
}
