using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary>What commands that talk to a mesh have in common.</summary>
public static class MeshOptions
{
    /// <summary><c>--output</c> and <c>--home</c>.</summary>
    public static (Option<OutputFormat> Output, Option<string?> Home) Both() => (OutputOption.Of(OutputFormat.Text, OutputFormat.Json), HomeOption());

    /// <summary>The mesh's home; it goes before what the environment names.</summary>
    public static Option<string?> HomeOption() => new("--home")
    {
        Description = "The home of the mesh on this machine. Default: the mesh of ETLMESH_URL and ETLMESH_TOKEN, else of ETLMESH_HOME, else of .etlmesh in the current folder.",
        HelpName = "folder",
    };

    /// <summary>An action with a client of the mesh that is meant.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> With(Option<string?> home, Shell shell, Func<ParseResult, MeshClient, CancellationToken, Task<int>> action) =>
        async (parsed, ct) =>
        {
            using var client = MeshClient.Open(parsed.GetValue(home), shell);
            return await action(parsed, client, ct);
        };

    /// <summary>Tells that something was done.</summary>
    /// <returns>The exit code.</returns>
    public static int Done<T>(T document, string text, OutputFormat output, Shell shell)
    {
        shell.Out.WriteLine(output == OutputFormat.Json ? MeshJson.Write(document) : text);
        return ExitCodes.Done;
    }
}
