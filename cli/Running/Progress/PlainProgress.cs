using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>A line per step, for logs and pipes.</summary>
public sealed class PlainProgress(TextWriter writer) : IProgressView
{
    public void Show(RunMessage message, RunProgress run)
    {
        var line = Describe(message, run);
        if (line is not null)
            writer.WriteLine(line);
    }

    public void Cancelling() => writer.WriteLine("cancelling: what the attempt wrote is being removed; once more stops at once");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? Describe(RunMessage message, RunProgress run) => message switch
    {
        RunStarted => $"{run.Pipeline} for {run.RunDate:yyyy-MM-dd}, run {run.RunId}, attempt {run.Attempt}",
        SourceReady ready => string.Join(Environment.NewLine, ready.Evidence.Select(seen => Line(StageNames.Source, seen))),
        SourceNotReady waiting => Line("source", $"not ready: {waiting.Reason}"),
        SliceExtracted slice => Line("extract", string.Create(CultureInfo.InvariantCulture,
            $"{slice.Source}.{slice.Table} slice {slice.K} of {slice.N}: {slice.Landed.RowsRead:N0} read, {slice.Landed.RowsQuarantined:N0} quarantined")),
        TableTransferred table => Line("load", string.Create(CultureInfo.InvariantCulture, $"{table.Source}.{table.Table}: {table.Counts.RowsLoaded:N0} loaded")),
        TableTransferFailed table => Line(table.Stage, $"{table.Source}.{table.Table} failed: {table.Reason}"),
        ModelBuilt model => Line("transform", string.Create(CultureInfo.InvariantCulture,
            $"{model.Model} ({model.Materialization}) {model.K} of {model.N}{Rows(model)}, {model.Seconds:0.0} s")),
        VerdictReached { Verdict: var verdict } => Line("quality", string.Create(CultureInfo.InvariantCulture,
            $"{verdict.ChecksPassed} passed, {verdict.ChecksWarned} warned, {verdict.ChecksFailed} failed")),
        StageChanged { State: not "running" } stage => Line(stage.Stage, Stage(stage, run)),
        _ => null,
    };

    private static string Stage(StageChanged change, RunProgress run)
    {
        var seconds = run.Stages.FirstOrDefault(stage => stage.Name == change.Stage)?.Seconds;
        var took = seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $" in {known:0.0} s") : "";
        var told = change is { Stage: StageNames.Source, State: "done" }; // its evidence, line by line
        return change.Detail is { } detail && !told ? $"{change.State}{took}: {detail}" : change.State + took;
    }

    private static string Rows(ModelBuilt model) => model.Rows is { } rows ? string.Create(CultureInfo.InvariantCulture, $": {rows:N0} rows") : "";

    private static string Line(string stage, string text) => $"{stage,-10} {text}";
}
