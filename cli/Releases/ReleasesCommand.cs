using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh releases</c>: its words.</summary>
public static class ReleasesCommand
{
    public static Command Create(Shell shell) =>
        new("releases", "Lists what was published, goes back to an older release, and lets the nights go on after that.") { List(shell), Revert(shell), Resume(shell) };

    private static Command List(Shell shell)
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "The pipeline's name. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json);
        var (warehouse, home) = (QueryCommand.WarehouseOption(), RunCommand.HomeOption());
        var command = new Command("list", "Lists releases, the latest first.") { pipeline, output, warehouse, home };
        command.SetAction((parsed, ct) => ReleaseListing.ExecuteAsync(
            parsed.GetValue(pipeline), parsed.GetValue(output), QueryCommand.PlaceOf(parsed, warehouse, home, shell), shell, ct));
        return command;
    }

    private static Command Revert(Shell shell)
    {
        var pipeline = NameArgument();
        var to = new Option<string?>("--to") { Description = "The release to go back to, by its id. Default: the one before what readers see.", HelpName = "release" };
        var reason = new Option<string?>("--reason") { Description = "Why; whoever meets the held pipeline reads it.", HelpName = "text" };
        var (warehouse, home) = (QueryCommand.WarehouseOption(), RunCommand.HomeOption());
        var command = new Command(
            "revert",
            "Publishes an older release again, at once and without a run; the pipeline is held until it is resumed. Exit code 2: the pipeline or release is unknown; 1: there is nothing to go back to, or it cannot be read any more.")
        {
            pipeline, to, reason, warehouse, home,
        };
        command.SetAction((parsed, ct) => ReleaseRevert.ExecuteAsync(
            parsed.GetRequiredValue(pipeline), parsed.GetValue(to), parsed.GetValue(reason), QueryCommand.PlaceOf(parsed, warehouse, home, shell), shell.Home(parsed.GetValue(home)), shell, ct));
        return command;
    }

    private static Command Resume(Shell shell)
    {
        var pipeline = NameArgument();
        var (warehouse, home) = (QueryCommand.WarehouseOption(), RunCommand.HomeOption());
        var command = new Command("resume", "Lets a held pipeline run again. Exit code 2: the pipeline is unknown; 1: it is not held.") { pipeline, warehouse, home };
        command.SetAction((parsed, ct) => ReleaseResume.ExecuteAsync(
            parsed.GetRequiredValue(pipeline), QueryCommand.PlaceOf(parsed, warehouse, home, shell), shell, ct));
        return command;
    }

    private static Argument<string> NameArgument() => new("pipeline") { Description = "The pipeline's name." };
}
