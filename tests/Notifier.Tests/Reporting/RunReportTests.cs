using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class RunReportTests
{
    private static readonly SeenRelease Before = new("release00000", new DateOnly(2026, 2, 28), new DateTimeOffset(2026, 3, 1, 2, 4, 0, TimeSpan.Zero));
    private static readonly SeenRelease This = new("release00001", new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 3, 2, 2, 4, 0, TimeSpan.Zero));

    [Fact]
    public void CompletedNight_TellsWhatReadersSee_ThenTheNumbers()
    {
        var body = Body(RunReport.Render(Notifications.Of("Completed", verdict: Notifications.Verdict()), new ReportFacts(Headlines.Of(1234.50m, null), This)));

        Assert.Equal(
            $$"""
            <header>
            <h1>shop</h1>
            <p>Night of <time datetime="2026-03-01">Sunday 1 March 2026</time></p>
            <p class="soft">attempt 2 · started 2 March 2026, 02:00 UTC</p>
            </header>
            <main>
            <section class="card ending passed" aria-label="Outcome">
            <p class="state passed">✓ Published</p>
            <dl><dt>Readers see</dt><dd>this night, since 2 March 2026, 02:04 UTC.</dd><dt>Next</dt><dd>nothing is broken; worth a look: 1 check with a warning, 5 records in quarantine.</dd></dl>
            </section>
            <h2>Headline</h2>
            <div class="metrics">
            <figure>…</figure>
            </div>
            <details><summary>The numbers of 2 days</summary>
            <div class="wide" tabindex="0" role="region" aria-label="Headline numbers"><table>
            <thead><tr><th scope="col">day</th><th scope="col">revenue</th></tr></thead>
            <tbody>
            <tr><th scope="row">2026-03-01</th><td>1,234.50</td></tr>
            <tr><th scope="row">2026-02-28</th><td>–</td></tr>
            </tbody>
            </table></div>
            </details>
            <h2>Tables</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Rows of each table"><table>
            <thead><tr><th scope="col">table</th><th scope="col">read</th><th scope="col">quarantined</th><th scope="col">loaded</th></tr></thead>
            <tbody>
            <tr><th scope="row">shop.orders</th><td>12,345</td><td>5</td><td>12,340</td></tr>
            </tbody>
            </table></div>
            <h2>Checks</h2>
            <p><span class="passed">✓ 7 passed</span> · <span class="warned">! 1 warned</span> · <span class="soft">0 failed</span></p>
            </main>
            <footer>run {{Notifications.Run:D}} · release release00001 · bundle b0</footer>
            </body>
            </html>

            """, body);
    }

    [Fact]
    public void CompletedNightWithoutDoubts_LeavesNothingToDo()
    {
        var command = Notifications.Of("Completed");
        command = command with { Summary = command.Summary with { Tables = [], Stages = [new StageOutcome { Stage = "extract", State = "done", StartedAt = command.Summary.StartedAt, Seconds = 65 }] } };

        var page = RunReport.Render(command, new ReportFacts(Seen: This));

        Assert.Contains("<dt>Next</dt><dd>nothing to do.</dd>", page, StringComparison.Ordinal);
        Assert.Contains("started 2 March 2026, 02:00 UTC · took 1 min 05 s</p>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Stages</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Tables</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockedNight_SaysWhatReadersKeep_AndShowsTheFailuresBeforeTheNumbers()
    {
        var page = RunReport.Render(
            Notifications.Of("Blocked", "unique_orders_id", verdict: Notifications.Verdict("unique_orders_id: expected no value twice; found 1 failing row")),
            new ReportFacts(Headlines.Of(1), Before));

        Assert.Contains("<p class=\"state failed\">✕ Blocked by 1 check: nothing was published</p>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>still the night of Saturday 28 February 2026, published 1 March 2026, 02:04 UTC.</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<code>etlmesh run <span class=\"word\">shop</span> <span class=\"word\">--date 2026-03-01</span></code>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>What readers still see</h2>", page, StringComparison.Ordinal);
        Assert.InRange(page.IndexOf("<h2>Checks</h2>", StringComparison.Ordinal), 0, page.IndexOf("<h2>What readers still see</h2>", StringComparison.Ordinal));
        Assert.Contains("release none", page, StringComparison.Ordinal);
    }

    [Fact]
    public void FailedNight_NamesStageAndReason_AndThatReadersSeeNothingYet()
    {
        var page = RunReport.Render(Notifications.Of("Failed", "the file is gone"), new ReportFacts());

        Assert.Contains("<p class=\"state failed\">✕ Failed in load: nothing was published</p>\n<p>the file is gone</p>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>nothing yet: no night of this pipeline has been published.</dd><dt>Next</dt><dd>correct the cause. Then run the night again: ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ReasonOfSeveralLines_KeepsThem() => Assert.Contains(
        "<pre class=\"reason\">Parser Error\nselect &lt;\n       ^</pre>", RunReport.Render(Notifications.Of("Failed", "Parser Error\nselect <\n       ^"), new ReportFacts()), StringComparison.Ordinal);

    [Fact]
    public void SuspendedNight_WaitsForAPerson()
    {
        var page = RunReport.Render(Notifications.Of("Suspended", "the disk is full"), new ReportFacts(Seen: Before with { Night = null }));

        Assert.Contains("! Suspended in load: waiting for a person", page, StringComparison.Ordinal);
        Assert.Contains("<dd>still release release00000, published 1 March 2026, 02:04 UTC.</dd>", page, StringComparison.Ordinal);
        Assert.Contains("Correct the cause and resume the run, or cancel it.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryText_IsEscaped()
    {
        const string evil = "<script>alert('x')</script>&\"";
        var command = Notifications.Of(evil, evil, evil, Notifications.Verdict(evil));
        command = command with
        {
            Pipeline = evil,
            Summary = command.Summary with
            {
                Release = evil,
                Stage = evil,
                Tables = [command.Summary.Tables[0] with { Source = evil, Table = evil }],
                Stages = [new StageOutcome { Stage = evil, State = evil, StartedAt = command.Summary.StartedAt }],
            },
        };
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [evil] = evil });
        var check = new CheckResult { CheckId = evil, Model = evil, Severity = evil, Status = evil, Expected = evil, Actual = evil, FailingRows = 1, Query = evil, Sample = [json] };

        foreach (IReadOnlyList<CheckResult> results in new CheckResult[][] { [check], [] })
        {
            var page = RunReport.Render(command, new ReportFacts(new Headline([evil, evil], [[new(evil), new(evil, 1)]]), new SeenRelease(evil, null, default), results));

            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("&\"", page, StringComparison.Ordinal);
            Assert.True(page.Split("&lt;script&gt;").Length > 30, page);
        }
    }

    [Fact]
    public void NoRows_AreNoHeadline()
    {
        Assert.DoesNotContain("Headline", RunReport.Render(Notifications.Of("Completed"), new ReportFacts()), StringComparison.Ordinal);
        Assert.DoesNotContain("Headline", RunReport.Render(Notifications.Of("Completed"), new ReportFacts(Headlines.Of())), StringComparison.Ordinal);
    }

    /// <summary>The charts have their own tests.</summary>
    private static string Body(string page) =>
        Regex.Replace(page[page.IndexOf("<header>", StringComparison.Ordinal)..], "<figure>.*?</figure>", "<figure>…</figure>", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
