using System.CommandLine;
using System.Globalization;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh up</c>: its words.</summary>
public static class UpCommand
{
    public static Command Create(Shell shell)
    {
        var port = new Option<int?>("--port")
        {
            Description = $"Where the mesh's API listens on this machine. Default: where it did before, else {UpOptions.DefaultPort}, else a free port.",
            HelpName = "number",
            CustomParser = result =>
            {
                if (ushort.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                    return number;
                result.AddError($"--port {result.Tokens.Single().Value}: not a port; write a number from 1 to 65535.");
                return null;
            },
        };
        var replicas = new Option<string[]>("--replicas")
        {
            Description = "How many processes of a service, such as loader=2; may be said for several. Default: as before, else one.",
            HelpName = "service=n",
            AllowMultipleArgumentsPerToken = true,
        };
        var noPush = new Option<bool>("--no-push") { Description = "Do not make the pipelines below pipelines/ known to the mesh." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json);
        var home = RunCommand.HomeOption();
        var command = new Command("up", "Starts the mesh on this machine: queues, database, and every service as its own process. They keep running; what runs already is left alone.")
        {
            port, replicas, noPush, output, home,
        };
        command.SetAction((parsed, _) => Up.ExecuteAsync(
            new UpOptions
            {
                Home = parsed.GetValue(home),
                Port = parsed.GetValue(port),
                Replicas = Replicas.Parse(parsed.GetValue(replicas) ?? []),
                Push = !parsed.GetValue(noPush),
                Output = parsed.GetValue(output),
            },
            shell));
        return command;
    }
}
