using System.Diagnostics;
using System.Diagnostics.Metrics;
using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>
/// The root and the stages of a run's trace, and its metrics: told at the end, from what the saga has kept, so it does not matter which orchestrator began them.
/// It happens before the end is stored: an end that is handled again tells the same spans again, and counts the run again.
/// </summary>
internal static class NightlyRunTelemetry
{
    private static readonly ActivitySource Source = new("EtlMesh.Orchestrator");
    private static readonly Meter Meter = new("EtlMesh.Orchestrator");
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("etlmesh.runs", "{run}", "Runs that ended.");

    private static readonly Histogram<double> StageDuration = Meter.CreateHistogram("etlmesh.stage.duration", "s",
        "Time from a stage's first begin to its last end.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1800, 3600, 7200] });

    public static void TellTelemetry(this NightlyRunState run, DateTimeOffset now)
    {
        var outcome = run.Outcome ?? "";
        Runs.Add(1, new(TraceTags.Pipeline, run.Pipeline), new(TraceTags.Outcome, outcome.ToLowerInvariant()));
        foreach (var stage in run.Stages)
            StageDuration.Record(((stage.EndedAt ?? now) - stage.StartedAt).TotalSeconds,
                new(TraceTags.Pipeline, run.Pipeline), new(TraceTags.Stage, stage.Stage), new(TraceTags.Outcome, stage.State));
        if (Source.HasListeners())
            Emit(run, now, outcome);
    }

    private static void Emit(NightlyRunState run, DateTimeOffset now, string outcome)
    {
        var attempt = new EndedAttempt
        {
            RunId = run.CorrelationId,
            Attempt = run.Attempt,
            Pipeline = run.Pipeline,
            RunDate = run.RunDate,
            Outcome = outcome,
            StartedAt = run.StartedAt,
            EndedAt = now,
            Failure = outcome == "Completed" ? null : run.Reason ?? outcome,
        };
        foreach (var stage in run.Stages)
            attempt.EmitStage(Source, stage.Stage, stage.State, stage.StartedAt, stage.EndedAt ?? now, stage.Detail);
        // A table may have begun to load before its extract was heard of here; its span has a parent all the same.
        if (run.TransfersAsked && !run.Stages.Exists(stage => stage.Stage == StageNames.Load))
            attempt.EmitStage(Source, StageNames.Load, "skipped", now, now, null);
        attempt.Emit(Source);
    }
}
