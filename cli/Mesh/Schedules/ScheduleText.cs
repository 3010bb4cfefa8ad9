using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What a person reads of schedules.</summary>
public static class ScheduleText
{
    public static void Write(IReadOnlyList<PipelineDocument> pipelines, TextWriter writer)
    {
        if (pipelines.Count == 0)
        {
            writer.WriteLine("The mesh knows no pipeline yet; `etlmesh bundles push <pipeline>` brings one.");
            return;
        }

        var grid = new TextGrid("pipeline", "schedule", "next due (UTC)", "last due (UTC)", "bundle", "");
        foreach (var pipeline in pipelines)
        {
            grid.Add(
                pipeline.Name,
                pipeline.Schedule is { } schedule ? $"{schedule.Cron} {schedule.Timezone}" : "by hand only",
                pipeline.Paused ? "–" : MeshRunText.Moment(pipeline.NextDue),
                MeshRunText.Moment(pipeline.LastDue),
                pipeline.Bundle[..Math.Min(12, pipeline.Bundle.Length)],
                pipeline.Paused ? "paused" : "");
        }

        grid.Write(writer);
        foreach (var (pipeline, night) in pipelines.SelectMany(pipeline => pipeline.MissedNights.Select(night => (pipeline.Name, night))))
            writer.WriteLine($"{pipeline} missed its night of {MeshRunText.Moment(night.DueAt)} UTC: etlmesh runs start {pipeline} --date {MeshRunText.Day(night.RunDate)}");
    }
}
