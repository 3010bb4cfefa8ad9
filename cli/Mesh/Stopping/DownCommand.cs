using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh down</c>: its words.</summary>
public static class DownCommand
{
    public static Command Create(Shell shell)
    {
        var wipe = new Option<bool>("--wipe") { Description = "Also remove the mesh's data: its database and warehouse, queues, staged objects and logs." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json);
        var home = RunCommand.HomeOption();
        var command = new Command("down", "Stops the mesh on this machine. Its data stays, and a night that is under way goes on at the next `up`.") { wipe, output, home };
        command.SetAction((parsed, ct) => Down.ExecuteAsync(parsed.GetValue(home), parsed.GetValue(wipe), parsed.GetValue(output), shell, ct));
        return command;
    }
}
