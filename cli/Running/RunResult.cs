using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>An ended run with what the warehouse knows of its checks.</summary>
/// <param name="Progress">The run at its end.</param>
/// <param name="Checks">Every check that ran, those with a finding first.</param>
/// <param name="Places">Where the run's things are.</param>
public sealed record RunResult(RunProgress Progress, IReadOnlyList<CheckResult> Checks, RunPlaces Places)
{
    public RunEnd End => Progress.End ?? throw new InvalidOperationException($"the run {Progress.RunId} has not ended");

    public RunDocument ToDocument() => new()
    {
        RunId = Progress.RunId,
        Pipeline = Progress.Pipeline,
        RunDate = Progress.RunDate,
        Attempt = Progress.Attempt,
        State = End.State,
        Stages = [.. Progress.Stages.Select(stage => new StageDocument(stage.Name, stage.State, Rounded(stage.Seconds)))],
        Tables = [.. Progress.Tables.Select(table => new TableDocument(table.Name, table.RowsRead, table.RowsQuarantined, table.RowsSkipped, table.Counts?.RowsLoaded))],
        Models = [.. Progress.Models.Select(model => new ModelDocument(model.Name, "built", model.Rows, Math.Round(model.Seconds, 3)))],
        Checks = new ChecksDocument(
            Progress.Verdict?.ChecksPassed ?? 0,
            Progress.Verdict?.ChecksWarned ?? 0,
            Progress.Verdict?.ChecksFailed ?? 0,
            [.. Checks.Select(check => new CheckDocument(check))]),
        Release = new ReleaseDocument(Progress.Release, Progress.Release is not null),
        Report = Progress.Report is { } report ? Path.Combine(Places.Home, report) : null,
        Error = End.Reason,
    };

    private static double? Rounded(double? seconds) => seconds is { } known ? Math.Round(known, 3) : null;
}
