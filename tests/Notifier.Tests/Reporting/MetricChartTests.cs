using System.Numerics;
using System.Text;
using System.Xml.Linq;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class MetricChartTests
{
    [Fact]
    public void Days_AreDrawnOldestFirst_WithTheNewestValueItsChangeAndTheBounds() => Assert.Equal(
        """
        <figure>
        <figcaption>revenue</figcaption>
        <p class="newest">1,100.50</p>
        <p class="change"><b>+10.1%</b> in a day</p>
        <svg viewBox="0 0 280 112" role="img">
        <title>revenue, 2026-02-27 to 2026-03-01: newest 1,100.50, lowest 900.50 on 2026-02-27, highest 1,100.50 on 2026-03-01</title>
        <line x1="59.2" y1="12" x2="276" y2="12"/><text x="53.2" y="16" text-anchor="end">1,100.50</text>
        <line x1="59.2" y1="92" x2="276" y2="92"/><text x="53.2" y="96" text-anchor="end">900.50</text>
        <path d="M63.2 92 L167.6 52.2 L272 12"/>
        <circle cx="63.2" cy="92" r="2"><title>2026-02-27: 900.50</title></circle>
        <circle cx="167.6" cy="52.2" r="2"><title>2026-02-28: 1,000.00</title></circle>
        <circle class="last" cx="272" cy="12" r="4"><title>2026-03-01: 1,100.50</title></circle>
        <text x="59.2" y="108">2026-02-27</text>
        <text x="276" y="108" text-anchor="end">2026-03-01</text>
        </svg>
        </figure>

        """, Chart(1100.50m, 1000.00m, 900.50m));

    [Fact]
    public void ChangeToTheWeekBefore_IsToldToo() => Assert.Contains(
        "<b>−50.0%</b> in a day · <b>+25.0%</b> in a week", Chart(5, 10, 1, 1, 1, 1, 1, 4), StringComparison.Ordinal);

    [Fact]
    public void Null_BreaksTheLine()
    {
        var chart = Chart(4, null, 2, 1);
        Assert.Equal(["M", "L", "M"], Path(chart).Select(step => step[..1]));
        Assert.Contains("no earlier value to compare", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void NewestValueThatIsNull_IsADash()
    {
        var chart = Chart(null, 2, 1);
        Assert.Contains("<p class=\"newest\">–</p>", chart, StringComparison.Ordinal);
        Assert.Contains("newest –, lowest 1 on", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"last\"", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void OneRow_IsADotInTheMiddle()
    {
        var chart = Chart(7);
        Assert.Contains("cy=\"52\" r=\"4\"><title>2026-03-01: 7</title>", chart, StringComparison.Ordinal);
        Assert.Single(Path(chart));
        Assert.Equal(2, chart.Split("<text").Length - 1);
    }

    [Fact]
    public void EqualValues_AreALevelLineWithOneLabel()
    {
        var chart = Chart(7, 7, 7);
        Assert.All(Path(chart), step => Assert.EndsWith(" 52", step, StringComparison.Ordinal));
        Assert.Equal(2, chart.Split(">7<").Length - 1); // the newest value, and the one label
        Assert.Contains("<b>±0.0%</b>", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeValues_AreBelowTheZeroLine()
    {
        var chart = Chart(10, -10);
        Assert.Contains("<line class=\"zero\" x1=\"27.2\" y1=\"52\"", chart, StringComparison.Ordinal);
        Assert.Equal(["M31.2 92", "L272 12"], Path(chart));
        Assert.Contains("<b>+200.0%</b>", chart, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public void NothingToCompareWith_IsSaid(int? before) =>
        Assert.Contains("no earlier value to compare", Chart(5, before), StringComparison.Ordinal);

    [Fact]
    public void MissingDay_LeavesItsRoom()
    {
        var headline = Headlines.Of(4, 3, 2, 1, 0);
        headline = headline with { Rows = [headline.Rows[0], headline.Rows[3], headline.Rows[4]] };
        Assert.Equal(["M18.4 92", "L81.8 72", "L272 12"], Path(Chart(headline)));
    }

    [Fact]
    public void DaysThatAreNoDates_StandInTheirOrder()
    {
        var rows = Headlines.Of(3, 2, 1).Rows.Select(row => (IReadOnlyList<HeadlineValue>)[new("a day"), row[1]]);
        Assert.Equal(3, Path(Chart(new Headline(["day", "revenue"], [.. rows]))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void NoNumbers_AreNoChart()
    {
        Assert.Empty(Chart(null, null));
        Assert.Empty(Chart("much", double.NaN));
    }

    [Fact]
    public void WideAndExtremeNumbers_StayInsideTheChart()
    {
        var chart = Chart(double.MaxValue, double.MinValue, 0.1 + 0.2, BigInteger.Pow(10, 30));
        Assert.Contains(">1.798E+308</p>", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", chart, StringComparison.Ordinal);
        Assert.Contains(">1E+30</text>", Chart(BigInteger.Pow(10, 30), 1), StringComparison.Ordinal);
    }

    private static string Chart(params object?[] values) => Chart(Headlines.Of(values));

    private static string Chart(Headline headline)
    {
        var page = new StringBuilder();
        MetricChart.Append(page, new MetricSeries(headline, 1));
        if (page.Length > 0)
            _ = XElement.Parse(page.ToString()); // whatever the values, it is whole
        return page.ToString();
    }

    private static string[] Path(string chart) =>
        XElement.Parse(chart).Descendants("path").Single().Attribute("d")!.Value.Replace(" L", "|L", StringComparison.Ordinal).Replace(" M", "|M", StringComparison.Ordinal).Split('|');
}
