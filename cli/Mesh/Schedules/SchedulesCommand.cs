using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh schedules</c>: its words.</summary>
public static class SchedulesCommand
{
    public static Command Create(Shell shell) =>
        new("schedules", "Tells when the pipelines of the mesh are due, and pauses or resumes that.") { List(shell), Set(shell, paused: true), Set(shell, paused: false) };

    private static Command List(Shell shell)
    {
        var (output, home) = MeshOptions.Both();
        var command = new Command("list", "Lists the pipelines that the mesh knows, and when their nights are due.") { output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var pipelines = await client.PipelinesAsync(ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(pipelines));
            else
                ScheduleText.Write(pipelines, shell.Out);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Set(Shell shell, bool paused)
    {
        var word = paused ? "pause" : "resume";
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name." };
        var (output, home) = MeshOptions.Both();
        var command = new Command(word, paused ? "Lets a pipeline's schedule start no nights; runs can still be started by hand." : "Lets a pipeline's schedule start nights again.") { pipeline, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var name = parsed.GetRequiredValue(pipeline);
            await client.SetScheduleAsync(name, paused, ct);
            return MeshOptions.Done(
                new AskedDocument(name, word),
                paused ? $"The schedule of {name} is paused: no night starts by itself before `etlmesh schedules resume {name}`." : $"The schedule of {name} starts its nights again.",
                parsed.GetValue(output),
                shell);
        }));
        return command;
    }
}
