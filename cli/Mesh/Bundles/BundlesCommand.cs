using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh bundles</c>: its words.</summary>
public static class BundlesCommand
{
    public static Command Create(Shell shell) => new("bundles", "Brings pipelines to the mesh.") { Push(shell) };

    private static Command Push(Shell shell)
    {
        var pipelines = new Argument<string[]>("pipeline") { Description = "Names under pipelines/, or paths of pipelines' folders.", Arity = ArgumentArity.OneOrMore };
        var (output, home) = MeshOptions.Both();
        var command = new Command("push", "Brings pipelines' files to the mesh, which checks them; its next runs take them. Exit code 2: one has problems.") { pipelines, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var folders = parsed.GetRequiredValue(pipelines).Select(pipeline => PipelineFolders.Find(pipeline, shell)).ToList();
            var pushed = await BundlePush.AllAsync(folders, client, ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(pushed));
            else
                BundlePush.Tell(pushed, shell);
            return pushed.Any(push => push.Error is not null) ? ExitCodes.Usage : ExitCodes.Done;
        }));
        return command;
    }
}
