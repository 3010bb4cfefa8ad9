using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Events as the services would publish them, answering a command.</summary>
public static class New
{
    public static readonly string[] Discarders = ["extractor", "loader", "transformer", "quality-gate"];

    public static AttemptOpened AttemptOpened(OpenAttempt c, int attempt) => new()
    {
        RunId = c.RunId,
        Attempt = attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Parent = "head",
        Tables = [],
    };

    public static AttemptDeclined AttemptDeclined(OpenAttempt c, DeclineReason reason) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Request = c.Request,
        Reason = reason,
        Release = "r-old",
        Detail = "held by a revert",
    };

    public static SourceReady SourceReady(ProbeSource c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Evidence = ["shop.orders: 1 file"],
    };

    public static SourceNotReady SourceNotReady(ProbeSource c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Reason = "no file yet",
    };

    public static TablePlanned TablePlanned(PlanTable c, int slices) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Source = c.Source,
        Table = c.Table,
        Columns = [],
        Slices = [.. Enumerable.Range(1, slices).Select(k => $"part {k}")],
    };

    public static SliceExtracted SliceExtracted(ExtractSlice c, string execution = "first") => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Source = c.Source,
        Table = c.Table,
        K = c.K,
        N = c.N,
        Landed = Landed(c.K, execution),
    };

    public static TableLoaded TableLoaded(LoadTable c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Source = c.Source,
        Table = c.Table,
        Counts = Counts(c),
        Segment = new SegmentRef { Source = c.Source, Table = c.Table, Uid = c.SegmentUid, Rows = Counts(c).RowsLoaded },
    };

    public static CandidateSealed CandidateSealed(BuildCandidate c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Candidate = new CandidateRef { Uid = c.CandidateUid, Parent = c.Parent, Fingerprint = $"f-{c.CandidateUid}", Compiled = "compiled.json" },
    };

    public static VerdictReached VerdictReached(CheckCandidate c, bool passed) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Candidate = c.Candidate,
        Verdict = Verdict(c.Candidate, passed),
    };

    public static ReleasePublished ReleasePublished(PublishRelease c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Release = c.Release,
    };

    public static BaseStale BaseStale(PublishRelease c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Release = c.Release,
        Head = "other",
    };

    public static ReleaseInquired ReleaseInquired(InquireRelease c, bool published) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Release = c.Release,
        Published = published,
        Forbidden = c.Forbid,
    };

    public static AttemptDiscarded AttemptDiscarded(DiscardAttempt c, string service) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Service = service,
    };

    public static CompensationFailed CompensationFailed(DiscardAttempt c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Service = "loader",
        Reason = "the disk is read-only",
    };

    public static AttemptClosed AttemptClosed(CloseAttempt c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        State = c.State,
    };

    public static NotificationSent NotificationSent(SendNotification c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        State = c.Summary.State,
    };

    public static CancelRun CancelRun(RunMessage c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
        Reason = "Ctrl-C",
    };

    public static ResumeRun ResumeRun(RunMessage c) => new()
    {
        RunId = c.RunId,
        Attempt = c.Attempt,
        Pipeline = c.Pipeline,
        RunDate = c.RunDate,
        BundleHash = c.BundleHash,
    };

    private static LandedSlice Landed(int k, string execution) => new()
    {
        K = k,
        Object = $"slice-{k}-{execution}.parquet",
        Rows = 10,
        Bytes = 100,
        Sha256 = "s",
        RowsRead = 11,
        RowsQuarantined = 1,
        Sums = [],
    };

    private static TableCounts Counts(LoadTable c) => new()
    {
        RowsRead = c.Slices.Sum(slice => slice.RowsRead),
        RowsQuarantined = c.Slices.Sum(slice => slice.RowsQuarantined),
        RowsLoaded = c.Slices.Sum(slice => slice.Rows),
    };

    private static VerdictSummary Verdict(CandidateRef candidate, bool passed) => new()
    {
        Passed = passed,
        Fingerprint = candidate.Fingerprint,
        ChecksPassed = 5,
        ChecksWarned = 0,
        ChecksFailed = passed ? 0 : 1,
        Failures = passed ? [] : ["1 order has negative revenue"],
    };
}
