using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Which mesh a command talks to.</summary>
/// <param name="Url">Of the orchestrator's API.</param>
/// <param name="Token">Opens it.</param>
/// <param name="Local">The mesh of this machine; null when it was named by the environment.</param>
public sealed record MeshAddress(Uri Url, string Token, MeshFolder? Local)
{
    public const string UrlVariable = "ETLMESH_URL";
    public const string TokenVariable = "ETLMESH_TOKEN";

    /// <summary>The mesh of <c>ETLMESH_URL</c> and <c>ETLMESH_TOKEN</c>, else that of the home.</summary>
    /// <exception cref="UsageException">The environment names one, and not completely.</exception>
    /// <exception cref="TerminalEtlException">There is no mesh.</exception>
    public static MeshAddress Find(string? home, Shell shell)
    {
        if (home is null && shell.Variable(UrlVariable) is { Length: > 0 } named)
            return Named(named, shell);
        var mesh = new MeshFolder(shell.Home(home));
        return MeshStateFile.Read(mesh) is { Url: { } url, TokenFile: { } token, Processes.IsEmpty: false } && File.Exists(token)
            ? new MeshAddress(new Uri(url), File.ReadAllText(token).Trim(), mesh)
            : throw new TerminalEtlException($"No mesh runs at {mesh.Home}: run `etlmesh up`, or name another one by --home, or by {UrlVariable} and {TokenVariable}.");
    }

    private static MeshAddress Named(string text, Shell shell)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"{UrlVariable}={text}: not the address of a mesh; write one such as http://127.0.0.1:{UpOptions.DefaultPort}.");
        return shell.Variable(TokenVariable) is { Length: > 0 } token
            ? new MeshAddress(url, token, null)
            : throw new UsageException($"{UrlVariable} is set and {TokenVariable} is not; set it to the token of the mesh at {url}.");
    }
}
