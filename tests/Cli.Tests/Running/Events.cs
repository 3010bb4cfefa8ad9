using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli.Tests;

/// <summary>The events of one small run, as the services and sagas tell them.</summary>
internal static class Events
{
    public static readonly DateOnly RunDate = new(2026, 11, 20);
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    public static readonly Guid RunId = Contracts.RunId.Of("daily-metrics", RunDate);

    public static readonly VerdictSummary Passed = new() { Passed = true, Fingerprint = "f", ChecksPassed = 2, ChecksWarned = 1, ChecksFailed = 0, Failures = [] };

    public static readonly VerdictSummary Rejected = new()
    {
        Passed = false,
        Fingerprint = "f",
        ChecksPassed = 1,
        ChecksWarned = 0,
        ChecksFailed = 1,
        Failures = ["assert_positive_revenue: expected no row, found 1"],
    };

    public static RequestRun Request(params string[] tables) => new()
    {
        RunId = RunId,
        Attempt = 0,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Key = Contracts.RunId.Nightly,
        Plan = new RunPlan
        {
            Tables = [.. (tables.Length == 0 ? ["orders"] : tables).Select(table => new TablePlan { Source = "shop", Table = table })],
            Source = Limits,
            Extract = Limits,
            Load = Limits,
            Transform = Limits,
            Quality = Limits,
            Publish = Limits,
            Notify = Limits,
            ProbeEvery = TimeSpan.FromMinutes(1),
            GiveUpAfter = TimeSpan.Zero,
            SuspendFor = TimeSpan.Zero,
        },
    };

    private static StageLimits Limits { get; } = new() { Timeout = TimeSpan.FromMinutes(1), Retries = 1 };

    public static RunStarted Started(int attempt = 1) =>
        new() { RunId = RunId, Attempt = attempt, Pipeline = "daily-metrics", RunDate = RunDate, BundleHash = "b" };

    public static StageChanged Stage(string stage, string state, double second, string? detail = null) => new()
    {
        RunId = RunId,
        Attempt = 1,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Stage = stage,
        State = state,
        At = Start.AddSeconds(second),
        Detail = detail,
    };

    public static SliceExtracted Slice(int k, int n, long read, long quarantined, string table = "orders") => new()
    {
        RunId = RunId,
        Attempt = 1,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Source = "shop",
        Table = table,
        K = k,
        N = n,
        Landed = new LandedSlice
        {
            K = k,
            Object = $"slice-{k}",
            Rows = read - quarantined,
            Bytes = 1,
            Sha256 = "s",
            RowsRead = read,
            RowsQuarantined = quarantined,
            Sums = [],
        },
    };

    public static TableTransferred Transferred(long read, long quarantined, string table = "orders", long skipped = 0) => new()
    {
        RunId = RunId,
        Attempt = 1,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Source = "shop",
        Table = table,
        TableK = 1,
        TableN = 1,
        Segment = new SegmentRef { Source = "shop", Table = table, Uid = "u", Rows = read - quarantined - skipped },
        Counts = new TableCounts { RowsRead = read, RowsQuarantined = quarantined, RowsLoaded = read - quarantined - skipped, RowsSkipped = skipped },
    };

    public static ModelBuilt Built(string model, int k, int n, long? rows) => new()
    {
        RunId = RunId,
        Attempt = 1,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Model = model,
        K = k,
        N = n,
        Materialization = rows is null ? "view" : "table",
        Rows = rows,
        Seconds = 0.25,
    };

    public static VerdictReached Verdict(VerdictSummary verdict) => new()
    {
        RunId = RunId,
        Attempt = 1,
        Pipeline = "daily-metrics",
        RunDate = RunDate,
        BundleHash = "b",
        Candidate = new CandidateRef { Uid = "c", Fingerprint = "f", Compiled = "compiled.json" },
        Verdict = verdict,
    };

    public static RunCompleted Completed(bool already = false) =>
        new() { RunId = RunId, Attempt = already ? 0 : 1, Pipeline = "daily-metrics", RunDate = RunDate, BundleHash = "b", Release = "r1", AlreadyPublished = already };

    public static RunBlocked Blocked() =>
        new() { RunId = RunId, Attempt = 1, Pipeline = "daily-metrics", RunDate = RunDate, BundleHash = "b", Verdict = Rejected };

    public static RunFailed Failed(bool compensated = true) =>
        new() { RunId = RunId, Attempt = 1, Pipeline = "daily-metrics", RunDate = RunDate, BundleHash = "b", Stage = "load", Reason = "loading shop.orders: the object is cut short; extract it again", Compensated = compensated };

    public static RunCancelled Cancelled() =>
        new() { RunId = RunId, Attempt = 1, Pipeline = "daily-metrics", RunDate = RunDate, BundleHash = "b", Reason = "interrupted" };

    public static CheckResult Check(
        string id, string model, string severity, string status, string expected, string actual, long failingRows, string query, IReadOnlyList<string> sample) => new()
        {
            CheckId = id,
            Model = model,
            Severity = severity,
            Status = status,
            Expected = expected,
            Actual = actual,
            FailingRows = failingRows,
            Query = query,
            Sample = sample,
        };

    /// <summary>A night that is published, in the order of its events.</summary>
    public static IReadOnlyList<RunMessage> Night() =>
    [
        Started(),
        Stage("source", "running", 0),
        Stage("source", "done", 0.1),
        Stage("extract", "running", 0.1),
        Slice(1, 2, 1000, 3),
        Slice(2, 2, 500, 0),
        Stage("extract", "done", 0.6),
        Stage("load", "running", 0.6),
        Transferred(1500, 3),
        Stage("load", "done", 0.9),
        Stage("transform", "running", 0.9),
        Built("stg_orders", 1, 2, null),
        Built("fct_orders", 2, 2, 1497),
        Stage("transform", "done", 1.4),
        Stage("quality", "running", 1.4),
        Verdict(Passed),
        Stage("quality", "done", 1.5),
        Stage("publish", "running", 1.5),
        Stage("publish", "done", 1.75),
        Stage("notify", "running", 1.75),
        Stage("notify", "done", 2),
        Completed(),
    ];

    public static RunProgress After(params IEnumerable<RunMessage> events) =>
        events.Aggregate(RunProgress.Of(Request()), (run, message) => run.After(message));
}
