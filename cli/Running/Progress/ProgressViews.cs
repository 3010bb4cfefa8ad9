using Spectre.Console;

namespace EtlMesh.Cli;

/// <summary>Which view a run gets.</summary>
public static class ProgressViews
{
    /// <summary>None beside a document; a picture on a terminal that can redraw; else a line per step, which also goes well with the many log lines of <c>--verbose</c>.</summary>
    public static IProgressView Of(RunOptions options, RunProgress run, Shell shell)
    {
        if (options.Output == OutputFormat.Json)
            return new NoProgress();
        if (!shell.OutIsTerminal || options.Verbose)
            return new PlainProgress(shell.Out);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) });
        return console.Profile.Capabilities.Ansi ? new LiveProgress(console, run, shell.Time) : new PlainProgress(shell.Out);
    }
}
