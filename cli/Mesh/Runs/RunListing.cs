using System.Globalization;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh runs list</c>.</summary>
public static class RunListing
{
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(string? pipeline, string? state, int limit, OutputFormat output, MeshClient client, Shell shell, CancellationToken ct)
    {
        var runs = await client.RunsAsync(pipeline, state, limit, ct);
        if (output == OutputFormat.Json)
            await shell.Out.WriteLineAsync(MeshJson.Write(runs));
        else
            Tell(runs, shell.Out);
        return ExitCodes.Done;
    }

    /// <summary>A line per run.</summary>
    public static void Tell(IReadOnlyList<MeshRun> runs, TextWriter writer)
    {
        if (runs.Count == 0)
        {
            writer.WriteLine("There are no such runs.");
            return;
        }

        var grid = new TextGrid("run", "pipeline", "date", ">attempt", "state", "stage", "started (UTC)", "");
        foreach (var run in runs)
        {
            grid.Add(
                run.RunId.ToString(),
                run.Pipeline,
                MeshRunText.Day(run.RunDate),
                run.Attempt.ToString(CultureInfo.InvariantCulture),
                run.State.Replace('_', ' '),
                run.State == RunStates.Completed ? "–" : run.Stage ?? "–",
                MeshRunText.Moment(run.StartedAt),
                run.Reason ?? "");
        }

        grid.Write(writer);
    }
}
