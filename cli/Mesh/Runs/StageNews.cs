using System.Globalization;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What is new of a run since it was last looked at, a line each, as <c>etlmesh run</c> writes them.</summary>
public sealed class StageNews
{
    private readonly Dictionary<string, string> told = [];
    private int attempt;

    public IReadOnlyList<string> Of(MeshRun run)
    {
        if (run.Attempt != attempt)
        {
            attempt = run.Attempt;
            told.Clear();
            if (run.Attempt > 0)
                return [$"{run.Pipeline} for {run.RunDate:yyyy-MM-dd}, run {run.RunId}, attempt {run.Attempt}", .. Stages(run)];
        }

        return Stages(run);
    }

    private List<string> Stages(MeshRun run)
    {
        var lines = new List<string>();
        foreach (var stage in run.Stages)
        {
            var line = Line(stage);
            if (told.GetValueOrDefault(stage.Stage) == line)
                continue;
            told[stage.Stage] = line;
            lines.Add(line);
        }

        return lines;
    }

    private static string Line(RunStageDocument stage)
    {
        var took = stage.Seconds is { } seconds && stage.State != "running" ? string.Create(CultureInfo.InvariantCulture, $" in {seconds:0.0} s") : "";
        return $"{stage.Stage,-10} {stage.State}{took}{(string.IsNullOrEmpty(stage.Detail) ? "" : $": {stage.Detail}")}";
    }
}
