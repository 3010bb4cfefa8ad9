using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EtlMesh.Cli;

/// <summary>A run as a person sees it at a terminal while it goes on: the stages, then the tables.</summary>
public static class RunPicture
{
    private const int DetailLength = 60;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <param name="run">The run as far as it is known.</param>
    /// <param name="now">For stages that are still running.</param>
    /// <param name="frame">Grows with every picture, so that what runs is seen to run.</param>
    public static IRenderable Of(RunProgress run, DateTimeOffset now, int frame)
    {
        var attempt = run.Attempt > 1 ? $" · attempt {run.Attempt}" : "";
        return new Rows(
            new Markup($"[bold]{Markup.Escape(run.Pipeline)}[/] · {run.RunDate:yyyy-MM-dd}{attempt}"),
            new Padder(Stages(run, now, frame), new Padding(1, 0, 0, 0)),
            new Padder(Tables(run), new Padding(1, 0, 0, 0)));
    }

    private static Grid Stages(RunProgress run, DateTimeOffset now, int frame)
    {
        var grid = Columns(4);
        foreach (var stage in run.Stages)
        {
            var (mark, style) = stage.State switch
            {
                "done" => ("✓", "green"),
                "failed" => ("✗", "red"),
                "skipped" => ("–", "grey"),
                StageProgress.Waiting => ("·", "grey"),
                _ => (Spinner[frame % Spinner.Length].ToString(), "yellow"),
            };
            var seconds = stage.Seconds ?? (stage.StartedAt is { } from && !stage.Ended ? Math.Max(0, (now - from).TotalSeconds) : null);
            grid.AddRow(Cell(mark, style), Cell(stage.Name, style), Cell(seconds is { } s ? Number(s, "0.0") + " s" : "", "grey"), Cell(Detail(stage, run), "grey"));
        }

        return grid;
    }

    private static Grid Tables(RunProgress run)
    {
        var grid = Columns(5);
        foreach (var table in run.Tables)
        {
            grid.AddRow(
                Cell(table.Name, "default"),
                Cell(table.State, table.Failure is null ? "grey" : "red"),
                Cell(table.Slices is { } n ? $"{table.Landed.Count} of {n} slices" : "", "grey"),
                Cell(table.RowsRead is { } read ? Number(read, "N0") + " read" : "", "grey"),
                Cell(table.RowsQuarantined is > 0 and { } rejected ? Number(rejected, "N0") + " quarantined" : "", "yellow"));
        }

        return grid;
    }

    private static string Detail(StageProgress stage, RunProgress run) => stage.Name switch
    {
        _ when stage.State is "retrying" or "failed" && stage.Detail is { } detail => Brief(detail),
        "extract" when stage.State != StageProgress.Waiting => $"{run.Tables.Count(table => table.Extracted)} of {run.Tables.Length} tables",
        "load" when stage.State != StageProgress.Waiting => $"{run.Tables.Count(table => table.Counts is not null)} of {run.Tables.Length} tables",
        "transform" when run.ModelCount is { } count => $"{run.Models.Length} of {count} models",
        "quality" when run.Verdict is { } verdict => $"{verdict.ChecksPassed} passed, {verdict.ChecksWarned} warned, {verdict.ChecksFailed} failed",
        _ => "",
    };

    /// <summary>A line's worth: the whole of it is in the summary.</summary>
    private static string Brief(string text)
    {
        var line = text.Split('\n', 2)[0];
        return line.Length <= DetailLength ? line : line[..(DetailLength - 1)] + "…";
    }

    // The last column gives way on a narrow terminal, the others keep their width.
    private static Grid Columns(int count)
    {
        var grid = new Grid();
        for (var i = 0; i < count; i++)
            grid.AddColumn(new GridColumn { NoWrap = i < count - 1 }.PadLeft(0).PadRight(2));
        return grid;
    }

    private static Text Cell(string text, string style) => new(text, Style.Parse(style));

    private static string Number(IFormattable value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
