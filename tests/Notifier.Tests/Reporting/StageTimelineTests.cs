using System.Text;
using System.Xml.Linq;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class StageTimelineTests
{
    [Fact]
    public void Stages_AreBarsOverTheRun()
    {
        var page = Timeline(Stage("extract", 0, 6), Stage("load", 4, 4), Stage("transform", 8, 2));

        Assert.Equal(["0% 60%", "40% 40%", "80% 20%"], Bars(page));
        Assert.Contains("<span>0 s</span><span>10.0 s</span>", page, StringComparison.Ordinal);
        Assert.Contains("<td>6.00 s</td>", page, StringComparison.Ordinal);
        Assert.Contains("<title>load: done, from 4.00 s on</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void StageThatDidNotEndWell_IsSaidInWords()
    {
        var page = Timeline(Stage("extract", 0, 6), Stage("load", 6, 2, "failed"), Stage("publish", 8, null, "skipped"));

        Assert.Contains("<span class=\"failed\">✕</span> load <span class=\"failed\">failed</span>", page, StringComparison.Ordinal);
        Assert.Contains("publish <span class=\"soft\">skipped</span></th>", page, StringComparison.Ordinal);
        Assert.Contains("<td>–</td>", page, StringComparison.Ordinal);
        Assert.Equal(2, Bars(page).Count());
    }

    [Fact]
    public void ShortStage_CanBeSeen_AndStaysInside() =>
        Assert.Equal(["0% 100%", "99.2% 0.8%"], Bars(Timeline(Stage("extract", 0, 1000), Stage("publish", 1000, 0))));

    [Fact]
    public void StagesWithoutTime_StillHaveBars() => Assert.Equal(["0% 0.8%"], Bars(Timeline(Stage("source", 0, 0))));

    [Fact]
    public void NotifyItself_IsNotTold_WhileItRuns()
    {
        Assert.Single(Bars(Timeline(Stage("extract", 0, 6), Stage("notify", 6, null, "running"))));
        Assert.Empty(Timeline(Stage("notify", 6, null, "running")));
        Assert.Empty(Timeline());
    }

    [Fact]
    public void Took_IsFromTheFirstBeginToTheLastEnd()
    {
        Assert.Equal(9, StageTimeline.Took([Stage("load", 4, 5), Stage("extract", 0, 6)]));
        Assert.Null(StageTimeline.Took([]));
    }

    private static StageOutcome Stage(string stage, double from, double? seconds, string state = "done") =>
        new() { Stage = stage, State = state, StartedAt = new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero).AddSeconds(from), Seconds = seconds };

    private static string Timeline(params StageOutcome[] stages)
    {
        var page = new StringBuilder();
        StageTimeline.Append(page, stages);
        return page.ToString();
    }

    private static IEnumerable<string> Bars(string page) =>
        XElement.Parse($"<page>{page}</page>").Descendants("rect").Select(bar => $"{bar.Attribute("x")!.Value} {bar.Attribute("width")!.Value}");
}
