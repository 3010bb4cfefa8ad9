using System.Globalization;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>The top of a report: what happened, what readers see now, what to do next.</summary>
internal static class RunEnding
{
    public static void Append(StringBuilder page, SendNotification command, SeenRelease? seen)
    {
        var summary = command.Summary;
        var (look, happened) = Happened(summary);
        page.Append(CultureInfo.InvariantCulture, $"<section class=\"card ending {look}\" aria-label=\"Outcome\">\n<p class=\"state {look}\">{Mark.Of(look)} {Html.Escape(happened)}</p>\n");
        if (summary.Reason is { Length: > 0 } reason && summary.State is not "Blocked")
            page.Append(reason.Contains('\n', StringComparison.Ordinal) ? $"<pre class=\"reason\">{Html.Escape(reason)}</pre>\n" : $"<p>{Html.Escape(reason)}</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<dl><dt>Readers see</dt><dd>{Html.Escape(Readers(summary, seen))}</dd><dt>Next</dt><dd>{Next(command)}</dd></dl>\n</section>\n");
    }

    private static (string Look, string Happened) Happened(RunSummary summary) => summary.State switch
    {
        "Completed" => ("passed", "Published"),
        "Blocked" => ("failed", summary.Verdict is { ChecksFailed: var failed and > 0 } ? $"Blocked by {Counted(failed, "check")}: nothing was published" : "Blocked: nothing was published"),
        "Failed" => ("failed", $"Failed{In(summary)}: nothing was published"),
        "Suspended" => ("warned", $"Suspended{In(summary)}: waiting for a person"),
        _ => ("failed", $"{summary.State}{In(summary)}"),
    };

    private static string Readers(RunSummary summary, SeenRelease? seen) => seen switch
    {
        null => "nothing yet: no night of this pipeline has been published.",
        _ when summary.State == "Completed" && seen.Id == summary.Release => $"this night, since {Times.Instant(seen.PublishedAt)}.",
        _ => $"{(summary.State == "Completed" ? "by now" : "still")} {(seen.Night is { } night ? $"the night of {Times.Day(night)}" : $"release {seen.Id}")}, published {Times.Instant(seen.PublishedAt)}.",
    };

    private static string Next(SendNotification command) => command.Summary.State switch
    {
        "Completed" => Doubts(command.Summary) is { Count: > 0 } doubts ? $"nothing is broken; worth a look: {string.Join(", ", doubts)}." : "nothing to do.",
        "Blocked" => $"correct the rows below at their source, or the check. Then {Again(command)}",
        "Suspended" => "what was done is kept, and readers do not see it. Correct the cause and resume the run, or cancel it.",
        _ => $"correct the cause. Then {Again(command)}",
    };

    private static string Again(SendNotification command) => string.Create(
        CultureInfo.InvariantCulture, $"run the night again: <code>etlmesh run <span class=\"word\">{Html.Escape(command.Pipeline)}</span> <span class=\"word\">--date {command.RunDate:yyyy-MM-dd}</span></code>");

    private static List<string> Doubts(RunSummary summary)
    {
        var quarantined = summary.Tables.Sum(table => table.Counts.RowsQuarantined);
        var doubts = new List<string>();
        if (summary.Verdict is { ChecksWarned: var warned and > 0 })
            doubts.Add($"{Counted(warned, "check")} with a warning");
        if (quarantined > 0)
            doubts.Add($"{Counted(quarantined, "record")} in quarantine");
        return doubts;
    }

    private static string In(RunSummary summary) => summary.Stage is { } stage ? $" in {stage}" : "";

    private static string Counted(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
