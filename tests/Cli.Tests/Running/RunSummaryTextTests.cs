using EtlMesh.Warehouse;

namespace EtlMesh.Cli.Tests;

public sealed class RunSummaryTextTests
{
    private static readonly RunPlaces Places = new("/home/.etlmesh", "/home/.etlmesh/warehouse.duckdb", "daily_metrics");

    [Fact]
    public void CompletedNight_ShowsCountsAndPlaces() => Assert.Equal(
        """

        table         read  quarantined  loaded
        -----------  -----  -----------  ------
        shop.orders  1,500            3   1,497

        model       kind    rows  seconds
        ----------  -----  -----  -------
        stg_orders  view       –     0.25
        fct_orders  table  1,497     0.25

        checks: 2 passed, 1 warned, 0 failed
          warned assert_recent on fct_orders: expected no row, found 1
            {"id":7}

        Published release r1 of daily-metrics for 2026-11-20, attempt 1.
          tables      schema daily_metrics in /home/.etlmesh/warehouse.duckdb
          quarantine  /home/.etlmesh/quarantine/daily-metrics/2026-11-20/1

        """,
        Text(Events.After(Events.Night()), Events.Check("assert_recent", "fct_orders", "warn", "warned", "no row", "1", 1, "select 1", ["{\"id\":7}"])));

    [Fact]
    public void NightWithAWindow_ShowsWhatItSkipped() => Assert.StartsWith(
        """

        table         read  quarantined  skipped  loaded
        -----------  -----  -----------  -------  ------
        shop.orders  1,500            3    1,400      97

        """,
        Text(Events.After(Events.Transferred(1500, 3, skipped: 1400), Events.Completed())), StringComparison.Ordinal);

    [Fact]
    public void BlockedNight_NamesTheCheckItsRowsAndWhatToDo()
    {
        var text = Text(
            Events.After(Events.Verdict(Events.Rejected), Events.Blocked()),
            Events.Check("assert_positive_revenue", "fct_orders", "error", "failed", "no row", "1", 1, "select 1", ["{\"id\":9,\"revenue\":-100.00}"]));

        Assert.Equal(
            """

            checks: 1 passed, 0 warned, 1 failed
              failed assert_positive_revenue on fct_orders: expected no row, found 1
                {"id":9,"revenue":-100.00}

            Blocked: the gate did not let daily-metrics for 2026-11-20 (attempt 1) be published; readers keep the previous release. Correct the rows above at their source, or the check, and run the same command again.

            """,
            text);
    }

    [Fact]
    public void FailedNight_SaysWhereAndWhatHappened() => Assert.Equal(
        """

        Failed in load: loading shop.orders: the object is cut short; extract it again
        What the attempt wrote was removed, readers keep the previous release; correct the cause and run the same command again.

        """,
        Text(Events.After(Events.Failed())));

    [Fact]
    public void FailedCompensation_IsNotPassedOver() =>
        Assert.Contains("could not be removed", Text(Events.After(Events.Failed(compensated: false))), StringComparison.Ordinal);

    [Fact]
    public void CancelledNight_SaysThatNothingIsLeft() =>
        Assert.Contains("Cancelled: daily-metrics for 2026-11-20, attempt 1; what it wrote was removed", Text(Events.After(Events.Cancelled())), StringComparison.Ordinal);

    [Fact]
    public void DateThatWasPublishedBefore_SaysSoInOneLine() => Assert.Equal(
        "daily-metrics for 2026-11-20 is already published as release r1; --again makes a new attempt.\n",
        Text(Events.After(Events.Completed(already: true))));

    private static string Text(RunProgress run, params IReadOnlyList<CheckResult> checks)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        RunSummaryText.Write(new RunResult(run, checks, Places), writer);
        return writer.ToString();
    }
}
