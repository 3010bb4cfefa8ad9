namespace EtlMesh.Cli.Tests;

public sealed class RunDocumentTests
{
    private static readonly RunPlaces Places = new("/home/.etlmesh", "/home/.etlmesh/warehouse.duckdb", "daily_metrics");

    [Fact]
    public void CompletedNight_IsWrittenWithEveryField()
    {
        var run = Events.After(Events.Night());
        var check = Events.Check("unique_fct_orders_id", "fct_orders", "error", "passed", "0 failing rows", "0 failing rows", 0, "select 1", []);

        Assert.Equal(
            """
            {
              "run_id": "<id>",
              "pipeline": "daily-metrics",
              "run_date": "2026-11-20",
              "attempt": 1,
              "state": "Completed",
              "stages": [
                {
                  "name": "source",
                  "state": "done",
                  "seconds": 0.1
                },
                {
                  "name": "extract",
                  "state": "done",
                  "seconds": 0.5
                },
                {
                  "name": "load",
                  "state": "done",
                  "seconds": 0.3
                },
                {
                  "name": "transform",
                  "state": "done",
                  "seconds": 0.5
                },
                {
                  "name": "quality",
                  "state": "done",
                  "seconds": 0.1
                },
                {
                  "name": "publish",
                  "state": "done",
                  "seconds": 0.25
                },
                {
                  "name": "notify",
                  "state": "done",
                  "seconds": 0.25
                }
              ],
              "tables": [
                {
                  "name": "shop.orders",
                  "rows_read": 1500,
                  "rows_quarantined": 3,
                  "rows_skipped": 0,
                  "rows_loaded": 1497
                }
              ],
              "models": [
                {
                  "name": "stg_orders",
                  "state": "built",
                  "rows": null,
                  "seconds": 0.25
                },
                {
                  "name": "fct_orders",
                  "state": "built",
                  "rows": 1497,
                  "seconds": 0.25
                }
              ],
              "checks": {
                "passed": 2,
                "warned": 1,
                "failed": 0,
                "results": [
                  {
                    "check": "unique_fct_orders_id",
                    "model": "fct_orders",
                    "severity": "error",
                    "status": "passed",
                    "expected": "0 failing rows",
                    "actual": "0 failing rows",
                    "failing_rows": []
                  }
                ]
              },
              "release": {
                "id": "r1",
                "published": true
              },
              "report": null,
              "error": null
            }
            """,
            JsonDocuments.Write(new RunResult(run, [check], Places).ToDocument()).Replace(run.RunId.ToString(), "<id>", StringComparison.Ordinal));
    }

    [Fact]
    public void BlockedNight_HasNoReleaseAndSaysWhy()
    {
        var document = new RunResult(Events.After(Events.Verdict(Events.Rejected), Events.Blocked()), [], Places).ToDocument();

        Assert.Equal(RunState.Blocked, document.State);
        Assert.Equal(new ReleaseDocument(null, false), document.Release);
        Assert.Equal((1, 0, 1), (document.Checks.Passed, document.Checks.Warned, document.Checks.Failed));
        Assert.Equal("assert_positive_revenue: expected no row, found 1", document.Error);
    }

    [Fact]
    public void FailedNight_ShowsWhatWasNotReachedAsNull()
    {
        var document = new RunResult(Events.After(Events.Slice(1, 2, 10, 1), Events.Failed()), [], Places).ToDocument();

        Assert.Equal(new TableDocument("shop.orders", 10, 1, 0, null), document.Tables[0]);
        Assert.Equal(new StageDocument("publish", "waiting", null), document.Stages[5]);
        Assert.Contains("\"state\": \"Failed\"", JsonDocuments.Write(document), StringComparison.Ordinal);
    }

    [Fact]
    public void DateThatWasPublishedBefore_NamesItsRelease()
    {
        var document = new RunResult(Events.After(Events.Completed(already: true)), [], Places).ToDocument();

        Assert.Equal((RunState.Completed, 0, new ReleaseDocument("r1", true)), (document.State, document.Attempt, document.Release));
    }
}
