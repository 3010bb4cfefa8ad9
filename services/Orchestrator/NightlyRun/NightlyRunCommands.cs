using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>What a run asks, made from what its saga knows.</summary>
internal static class NightlyRunCommands
{
    public static OpenAttempt Open(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.LastAttempt, // so that one whose end the warehouse never heard of is not given again
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Request = run.Request,
        Key = run.Key,
        Again = run.Again,
    };

    public static ProbeSource Probe(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
    };

    public static BuildCandidate Build(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        CandidateUid = run.CandidateUid,
        Parent = run.Parent,
        Select = run.Plan.Select,
        Segments = [.. run.Tables.Where(table => table.Segment is not null).Select(table => table.Segment! with { FullRefresh = run.IsRefreshed(table) })],
    };

    public static CheckCandidate Check(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Candidate = run.Candidate!,
    };

    public static PublishRelease Publish(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Release = run.Release!,
        Candidate = run.Candidate!,
    };

    public static InquireRelease Inquire(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Release = run.Release!,
        Forbid = run.Forbidding,
    };

    public static DiscardAttempt Discard(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Reason = run.Reason ?? "the run ended",
    };

    public static CloseAttempt Close(this NightlyRunState run) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        State = run.Outcome!,
    };

    public static SendNotification Notify(this NightlyRunState run, string state) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Summary = run.Summary(state),
    };

    public static StopTransfer Stop(this NightlyRunState run, TableProgress table) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Source = table.Source,
        Table = table.Table,
    };

    public static TransferTable Transfer(this NightlyRunState run, TableProgress table) => new()
    {
        RunId = run.CorrelationId,
        Attempt = run.Attempt,
        Pipeline = run.Pipeline,
        RunDate = run.RunDate,
        BundleHash = run.BundleHash,
        Step = run.Step,
        Source = table.Source,
        Table = table.Table,
        TableK = run.Tables.IndexOf(table) + 1,
        TableN = run.Tables.Count,
        Base = run.Base(table),
        Extract = run.Plan.Extract,
        Load = run.Plan.Load,
        AsOfNow = run.Plan.AsOfNow,
    };

    /// <summary>A table that starts anew is read as on its first night, but for the date that the head stands for.</summary>
    private static TableBase Base(this NightlyRunState run, TableProgress table)
    {
        var known = run.Bases.Find(head => head.Source == table.Source && head.Table == table.Table);
        return known is not null && !run.IsRefreshed(table) ? known : new TableBase { Source = table.Source, Table = table.Table, AsOf = known?.AsOf };
    }

    private static bool IsRefreshed(this NightlyRunState run, TableProgress table) =>
        run.Plan.Tables.Any(plan => plan.FullRefresh && plan.Source == table.Source && plan.Table == table.Table);

    private static StageOutcome Outcome(StageProgress stage) => new()
    {
        Stage = stage.Stage,
        State = stage.State,
        StartedAt = stage.StartedAt,
        Seconds = (stage.EndedAt - stage.StartedAt)?.TotalSeconds,
    };

    private static RunSummary Summary(this NightlyRunState run, string state) => new()
    {
        State = state,
        Release = state == "Completed" ? run.Release : null,
        Stage = run.FailedStage,
        Reason = run.Reason,
        StartedAt = run.StartedAt,
        Verdict = run.Verdict,
        Stages = [.. run.Stages.Select(Outcome)],
        Tables = [.. from table in run.Tables
                     where table.Counts is not null
                     select new TableOutcome { Source = table.Source, Table = table.Table, Counts = table.Counts! }],
    };
}
