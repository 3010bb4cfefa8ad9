using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>What a person reads at the end of a run: what came in, what was built and checked, what is published, where things are; and when it did not work, what to do.</summary>
public static class RunSummaryText
{
    /// <summary>Writes the summary, plain text.</summary>
    public static void Write(RunResult result, TextWriter writer)
    {
        var run = result.Progress;
        if (result.End.AlreadyPublished)
        {
            writer.WriteLine($"{run.Pipeline} for {run.RunDate:yyyy-MM-dd} is already published as release {run.Release}; --again makes a new attempt.");
            return;
        }

        Tables(run, writer);
        Models(run, writer);
        Checks(result, writer);
        Ending(result, writer);
    }

    private static void Tables(RunProgress run, TextWriter writer)
    {
        if (run.Tables.All(table => table.RowsRead is null))
            return;

        // Most pipelines read their tables whole.
        var skips = run.Tables.Any(table => table.RowsSkipped > 0);
        var grid = new TextGrid(["table", ">read", ">quarantined", .. skips ? [">skipped"] : Array.Empty<string>(), ">loaded"]);
        foreach (var table in run.Tables)
            grid.Add([table.Name, Count(table.RowsRead), Count(table.RowsQuarantined), .. skips ? [Count(table.RowsSkipped)] : Array.Empty<string>(), Count(table.Counts?.RowsLoaded)]);
        writer.WriteLine();
        grid.Write(writer);
    }

    private static void Models(RunProgress run, TextWriter writer)
    {
        if (run.Models.IsEmpty)
            return;

        var grid = new TextGrid("model", "kind", ">rows", ">seconds");
        foreach (var model in run.Models)
            grid.Add(model.Name, model.Materialization, Count(model.Rows), model.Seconds.ToString("0.00", CultureInfo.InvariantCulture));
        writer.WriteLine();
        grid.Write(writer);
    }

    private static void Checks(RunResult result, TextWriter writer)
    {
        if (result.Progress.Verdict is not { } verdict)
            return;

        writer.WriteLine();
        writer.WriteLine($"checks: {verdict.ChecksPassed} passed, {verdict.ChecksWarned} warned, {verdict.ChecksFailed} failed");
        foreach (var check in result.Checks.Where(check => check.Status != "passed"))
        {
            writer.WriteLine($"  {check.Status} {check.CheckId} on {check.Model}: expected {check.Expected}, found {check.Actual}");
            foreach (var row in check.Sample)
                writer.WriteLine($"    {row}");
        }
    }

    private static void Ending(RunResult result, TextWriter writer)
    {
        var run = result.Progress;
        var places = result.Places;
        writer.WriteLine();
        writer.WriteLine(result.End switch
        {
            { State: RunState.Completed } => $"Published release {run.Release} of {run.Pipeline} for {run.RunDate:yyyy-MM-dd}, attempt {run.Attempt}.",
            { State: RunState.Blocked } => $"Blocked: the gate did not let {run.Pipeline} for {run.RunDate:yyyy-MM-dd} (attempt {run.Attempt}) be published; readers keep the previous release. "
                + "Correct the rows above at their source, or the check, and run the same command again.",
            { State: RunState.Cancelled } => $"Cancelled: {run.Pipeline} for {run.RunDate:yyyy-MM-dd}, attempt {run.Attempt}; what it wrote was removed, readers keep the previous release.",
            { Stage: StageNames.Open } => $"Not run: {result.End.Reason}",
            { Compensated: true } => $"Failed in {result.End.Stage}: {result.End.Reason}{Environment.NewLine}What the attempt wrote was removed, readers keep the previous release; correct the cause and run the same command again.",
            _ => $"Failed in {result.End.Stage}: {result.End.Reason}{Environment.NewLine}Some of what the attempt wrote could not be removed; readers keep the previous release, and the next run removes it.",
        });

        var grid = new TextGrid();
        if (result.End.State is RunState.Completed)
            grid.Add("  tables", $"schema {places.Schema} in {places.Warehouse}");
        if (result.End.State is RunState.Completed or RunState.Blocked && run.Tables.Any(table => table.RowsQuarantined > 0))
            grid.Add("  quarantine", Path.Combine(places.Home, "quarantine", run.Pipeline, run.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), run.Attempt.ToString(CultureInfo.InvariantCulture)));
        if (run.Report is { } report)
            grid.Add("  report", Path.Combine(places.Home, report));
        grid.Write(writer);
    }

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";
}
