using System.Text.RegularExpressions;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class RunReportTests
{
    [Fact]
    public void CompletedNight_ShowsHeadlineTablesAndChecks()
    {
        var headline = Headlines.Of(1234.50m, null);

        var body = Body(RunReport.Render(Notifications.Of("Completed", verdict: Notifications.Verdict()), headline));

        Assert.Equal(
            """
            <h1>shop</h1>
            <p>Night of <b>2026-03-01</b>, attempt 2: <span class="state Completed">Completed</span>.</p>
            <h2>Headline</h2>
            <div class="metrics">
            <figure>…</figure>
            </div>
            <div class="wide"><table>
            <tr><th>day</th><th>revenue</th></tr>
            <tr><td>2026-03-01</td><td>1,234.50</td></tr>
            <tr><td>2026-02-28</td><td>–</td></tr>
            </table></div>
            <h2>Tables</h2>
            <div class="wide"><table>
            <tr><th>table</th><th>read</th><th>quarantined</th><th>loaded</th></tr>
            <tr><td>shop.orders</td><td>12,345</td><td>5</td><td>12,340</td></tr>
            </table></div>
            <h2>Checks</h2>
            <p>7 passed, 1 warned, 0 failed.</p>
            <footer>run 018f0000-0000-8000-8000-000000000001 · release release00001 · bundle b0</footer>
            </html>

            """, body);
    }

    [Fact]
    public void NightWithAWindow_ShowsWhatItSkipped()
    {
        var command = Notifications.Of("Completed");
        var table = command.Summary.Tables[0];
        command = command with { Summary = command.Summary with { Tables = [table with { Counts = table.Counts with { RowsLoaded = 340, RowsSkipped = 12_000 } }] } };

        Assert.Contains(
            """
            <tr><th>table</th><th>read</th><th>quarantined</th><th>skipped</th><th>loaded</th></tr>
            <tr><td>shop.orders</td><td>12,345</td><td>5</td><td>12,000</td><td>340</td></tr>
            """, RunReport.Render(command, null), StringComparison.Ordinal);
    }

    [Fact]
    public void BlockedNight_SaysThatReadersKeepTheirRelease_AndListsTheFailures()
    {
        var page = RunReport.Render(
            Notifications.Of("Blocked", verdict: Notifications.Verdict("unique_orders_id: expected no value twice; found 1 failing row")),
            Headlines.Of(1));

        Assert.Contains("<span class=\"state Blocked\">Blocked</span>. Nothing was published; readers keep the previous release.", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Headline of the release that readers still see</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<ul>\n<li>unique_orders_id: expected no value twice; found 1 failing row</li>\n</ul>", page, StringComparison.Ordinal);
        Assert.Contains("release none", page, StringComparison.Ordinal);
    }

    [Fact]
    public void FailedNight_NamesStageAndReason() => Assert.Contains(
        "<span class=\"state Failed\">Failed</span>. load: the file is gone</p>",
        RunReport.Render(Notifications.Of("Failed", "the file is gone"), null),
        StringComparison.Ordinal);

    [Fact]
    public void EveryText_IsEscaped()
    {
        const string evil = "<script>alert('x')</script>&\"";
        var command = Notifications.Of(evil, evil, evil, Notifications.Verdict(evil));
        command = command with
        {
            Pipeline = evil,
            Summary = command.Summary with { Release = evil, Stage = evil, Tables = [command.Summary.Tables[0] with { Source = evil, Table = evil }] },
        };

        var page = RunReport.Render(command, new Headline([evil, evil], [[new(evil), new(evil, 1)]]));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("&\"", page, StringComparison.Ordinal);
        Assert.Equal(27, page.Split("&lt;script&gt;").Length - 1);
    }

    [Fact]
    public void Page_NeedsNothingFromElsewhere()
    {
        var page = RunReport.Render(Notifications.Of("Completed"), Headlines.Of(2, 1));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (var reference in new[] { "://", "src=", "url(", "@import", "<script" })
            Assert.DoesNotContain(reference, page, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRows_AreNoHeadline()
    {
        Assert.DoesNotContain("Headline", RunReport.Render(Notifications.Of("Completed"), null), StringComparison.Ordinal);
        Assert.DoesNotContain("Headline", RunReport.Render(Notifications.Of("Completed"), Headlines.Of()), StringComparison.Ordinal);
    }

    /// <summary>The charts have their own tests.</summary>
    private static string Body(string page) =>
        Regex.Replace(page[page.IndexOf("<h1>", StringComparison.Ordinal)..], "<figure>.*?</figure>", "<figure>…</figure>", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
