using System.Globalization;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>The stages of a run as bars over its time.</summary>
internal static class StageTimeline
{
    /// <summary>In percent; what is shorter could not be seen.</summary>
    private const double Thinnest = 0.8;

    /// <summary>Appends the bars, or nothing when no stage is known.</summary>
    public static void Append(StringBuilder page, IReadOnlyList<StageOutcome> stages)
    {
        // While a report is written its own stage is running: that tells nothing.
        var told = stages.Where(stage => stage.Stage != StageNames.Notify || stage.Seconds is not null).ToList();
        if (told.Count == 0)
            return;

        var begin = told.Min(stage => stage.StartedAt);
        var whole = told.Max(stage => End(stage, begin));
        page.Append(CultureInfo.InvariantCulture, $"<h2>Stages</h2>\n<div class=\"wide\" tabindex=\"0\"><table class=\"stages\">\n<thead><tr><th scope=\"col\">stage</th><th scope=\"col\" class=\"time\"><span>0 s</span><span>{Times.Duration(whole)}</span></th><th scope=\"col\">took</th></tr></thead>\n<tbody>\n");
        foreach (var stage in told)
            Row(page, stage, (stage.StartedAt - begin).TotalSeconds, whole);
        page.Append("</tbody>\n</table></div>\n");
    }

    /// <returns>Seconds from the first stage's begin to the last stage's end.</returns>
    public static double? Took(IReadOnlyList<StageOutcome> stages) =>
        stages.Count == 0 ? null : stages.Max(stage => End(stage, stages.Min(first => first.StartedAt)));

    private static double End(StageOutcome stage, DateTimeOffset begin) => (stage.StartedAt - begin).TotalSeconds + (stage.Seconds ?? 0);

    private static void Row(StringBuilder page, StageOutcome stage, double from, double whole)
    {
        double Part(double seconds) => whole > 0 ? 100 * seconds / whole : 0;
        var look = stage.State switch { "done" => "passed", "failed" => "failed", "running" => "warned", _ => "soft" };
        var width = Math.Clamp(Part(stage.Seconds ?? 0), Thinnest, 100);
        var bar = stage.Seconds is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{Math.Min(Part(from), 100 - width):0.##}%\" width=\"{width:0.##}%\" height=\"100%\" rx=\"2\"/>");
        page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><span class=\"{look}\">{Mark.Of(stage.State)}</span> {Html.Escape(stage.Stage)}{(stage.State == "done" ? "" : $" <span class=\"{look}\">{Html.Escape(stage.State)}</span>")}</th>");
        page.Append(CultureInfo.InvariantCulture, $"<td class=\"time\"><svg class=\"{look}\" role=\"img\"><title>{Html.Escape($"{stage.Stage}: {stage.State}, from {Times.Duration(from)} on")}</title>{bar}</svg></td>");
        page.Append(CultureInfo.InvariantCulture, $"<td>{(stage.Seconds is { } seconds ? Times.Duration(seconds) : Html.Nothing)}</td></tr>\n");
    }
}
