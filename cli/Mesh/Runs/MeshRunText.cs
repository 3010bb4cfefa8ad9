using System.Globalization;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What a person reads of a run of the mesh: what came in, what the checks said, how it stands and what to do.</summary>
public static class MeshRunText
{
    /// <summary>The summary at the end of a run, as that of <c>etlmesh run</c>.</summary>
    public static void WriteSummary(MeshRun run, TextWriter writer)
    {
        Tables(run, writer);
        if (run.Checks is { } checks)
        {
            writer.WriteLine();
            writer.WriteLine($"checks: {checks.Total - checks.Failed - checks.Warned} passed, {checks.Warned} warned, {checks.Failed} failed");
        }

        writer.WriteLine();
        writer.WriteLine(Standing(run));
    }

    /// <summary>Everything about a run: <c>runs show</c>.</summary>
    public static void WriteWhole(MeshRun run, TextWriter writer)
    {
        var facts = new TextGrid();
        facts.Add("run", run.RunId.ToString());
        facts.Add("pipeline", run.Pipeline);
        facts.Add("run date", Day(run.RunDate));
        facts.Add("attempt", run.Attempt.ToString(CultureInfo.InvariantCulture));
        facts.Add("state", run.State + (run.Stage is { } stage && !RunStanding.HasEnded(run) ? $" ({stage})" : ""));
        facts.Add("started", Moment(run.StartedAt));
        facts.Add("bundle", run.Bundle);
        facts.Add("trace", run.TraceId ?? "–");
        foreach (var deadline in run.Deadlines)
            facts.Add("due", $"{Moment(deadline.DueAt)} {deadline.What.Replace('_', ' ')}");
        facts.Write(writer);

        if (run.Stages.Count > 0)
        {
            var grid = new TextGrid("stage", "state", "started (UTC)", ">seconds", "");
            foreach (var known in run.Stages)
                grid.Add(known.Stage, known.State, Moment(known.StartedAt), known.Seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–", known.Detail ?? "");
            writer.WriteLine();
            grid.Write(writer);
        }

        WriteSummary(run, writer);
    }

    /// <summary>How it stands and what to do, in a sentence or two.</summary>
    public static string Standing(MeshRun run)
    {
        var night = $"{run.Pipeline} for {Day(run.RunDate)}";
        return run.State switch
        {
            RunStates.Completed when run.Stages.Count == 0 => $"{night} is already published as release {run.Release}; --again makes a new attempt.",
            RunStates.Completed => $"Published release {run.Release} of {night}, attempt {run.Attempt}.",
            RunStates.Blocked => $"Blocked: the gate did not let {night} (attempt {run.Attempt}) be published; readers keep the previous release.{Why(run)} Correct the rows at their source, or the check, and start it again.",
            RunStates.Suspended => $"Suspended in {run.Stage ?? "an unknown stage"}:{Why(run)} What it has is kept and nobody sees it. Correct the cause, then: etlmesh runs resume {run.RunId}   (or give it up: etlmesh runs cancel {run.RunId})",
            RunStates.Cancelled => $"Cancelled: {night}, attempt {run.Attempt};{Why(run)} What it wrote was removed, readers keep the previous release.",
            RunStates.CompensationFailed => $"Failed in {run.Stage ?? "an unknown stage"}:{Why(run)} Some of what the attempt wrote could not be removed; readers keep the previous release.",
            RunStates.Failed => $"Failed in {run.Stage ?? "an unknown stage"}:{Why(run)} What the attempt wrote was removed, readers keep the previous release; correct the cause and start it again.",
            _ => $"{night} is under way: {run.State.Replace('_', ' ')}{(run.Stage is { } stage ? $" ({stage})" : "")}.",
        };
    }

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "–";

    private static string Why(MeshRun run) => string.IsNullOrWhiteSpace(run.Reason) ? "" : $" {run.Reason.TrimEnd().TrimEnd('.')}.";

    private static void Tables(MeshRun run, TextWriter writer)
    {
        if (run.Tables is not { Count: > 0 } tables || tables.All(table => table.RowsRead == 0 && table.State != "loaded"))
            return;
        // Most pipelines read their tables whole.
        var skips = tables.Any(table => table.RowsSkipped > 0);
        var grid = new TextGrid(["table", "state", ">read", ">quarantined", .. skips ? [">skipped"] : Array.Empty<string>(), ">loaded"]);
        foreach (var table in tables)
            grid.Add([$"{table.Source}.{table.Table}", table.State, Count(table.RowsRead), Count(table.RowsQuarantined), .. skips ? [Count(table.RowsSkipped)] : Array.Empty<string>(), Count(table.RowsLoaded)]);
        writer.WriteLine();
        grid.Write(writer);
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
