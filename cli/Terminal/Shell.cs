namespace EtlMesh.Cli;

/// <summary>What a command meets around it: its two streams, the environment, the current folder and the clock. Read once, here, and nowhere deeper.</summary>
public sealed record Shell
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard output as bytes, for results that may be large; it throws <see cref="BrokenPipeException"/> when its reader is gone.</summary>
    public required Func<Stream> OpenOut { get; init; }

    /// <summary>Whether a person looks at standard output.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether a person looks at standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Relative paths start here; absolute.</summary>
    public required string Folder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The shell that started this process.</summary>
    public static Shell OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenOut = static () => new StandardOutput(),
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
        Folder = Environment.CurrentDirectory,
    };

    /// <summary>The folder of everything that runs leave: <c>--home</c>, else <c>ETLMESH_HOME</c>, else <c>.etlmesh</c> in the current folder.</summary>
    /// <returns>An absolute path; the folder may not exist yet.</returns>
    public string Home(string? option)
    {
        var named = option ?? Variable("ETLMESH_HOME");
        return Path.GetFullPath(string.IsNullOrEmpty(named) ? ".etlmesh" : named, Folder);
    }
}
