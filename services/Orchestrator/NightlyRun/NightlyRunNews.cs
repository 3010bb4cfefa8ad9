using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>What a run tells, made from what its saga knows.</summary>
internal static class NightlyRunNews
{
    public static RunStarted Started(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
    };

    public static RunSuspended Suspended(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Stage = run.FailedStage!,
        Reason = run.Reason!,
    };

    public static RunCompleted Completed(this NightlyRunState run, bool alreadyPublished = false) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Release = run.Release!,
        AlreadyPublished = alreadyPublished,
    };

    public static RunBlocked Blocked(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Verdict = run.Verdict!,
    };

    public static RunFailed Failed(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Stage = run.FailedStage!,
        Reason = run.Reason!,
        Compensated = run.Compensated,
    };

    public static RunCancelled Cancelled(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Reason = run.Reason!,
    };

    public static StageChanged Stage(this NightlyRunState run, string stage, string state, DateTimeOffset at, string? detail) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Stage = stage,
        State = state,
        At = at,
        Detail = detail,
    };
}
