using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh run</c>: its words.</summary>
public static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "A name under pipelines/, or the path of a pipeline's folder." };
        var date = new Option<string?>("--date") { Description = "The business date, such as 2026-11-20. Default: yesterday, by the pipeline's schedule.", HelpName = "date" };
        var again = new Option<bool>("--again") { Description = "Run a date again that is already published, as its next attempt." };
        var asOfNow = new Option<bool>("--as-of-now") { Description = "For a date before the one that is published: take tables without a watermark as they are now." };
        var (fullRefresh, tables) = FullRefreshOptions.Both();
        var select = new Option<string?>("--select") { Description = "Build some models only: name, +name, name+, tag:x, path:x; a space adds, a comma intersects.", HelpName = "selector" };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json);
        var home = HomeOption();
        var verbose = new Option<bool>("--verbose") { Description = "Tell more on standard error." };
        var command = new Command("run", "Runs one night of a pipeline in this process, with no server.") { pipeline, date, again, asOfNow, fullRefresh, tables, select, output, home, verbose };
        command.SetAction((parsed, _) => RunNight.ExecuteAsync(
            new RunOptions
            {
                Pipeline = parsed.GetRequiredValue(pipeline),
                Date = parsed.GetValue(date) is { } text ? RunDates.Parse(text) : null,
                Again = parsed.GetValue(again),
                AsOfNow = parsed.GetValue(asOfNow),
                FullRefresh = parsed.GetValue(fullRefresh),
                Tables = FullRefreshOptions.Names(parsed.GetValue(tables)),
                Select = parsed.GetValue(select),
                Output = parsed.GetValue(output),
                Home = parsed.GetValue(home),
                Verbose = parsed.GetValue(verbose),
            },
            shell));
        return command;
    }

    /// <summary><c>--home</c>, for every command that reads or writes there.</summary>
    public static Option<string?> HomeOption() => new("--home")
    {
        Description = "Where landing, quarantine, reports and the warehouse are kept. Default: ETLMESH_HOME, else .etlmesh in the current folder.",
        HelpName = "folder",
    };
}
