namespace EtlMesh.Cli.Tests;

/// <summary>A shell in memory, and what a command wrote to it.</summary>
internal sealed class TestShell
{
    public StringWriter Out { get; } = new() { NewLine = "\n" };

    public StringWriter Error { get; } = new() { NewLine = "\n" };

    /// <summary>What went to standard output as bytes.</summary>
    public MemoryStream Bytes { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string Folder { get; init; } = AppContext.BaseDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Shell);

    public Shell Shell => new()
    {
        Out = Out,
        Error = Error,
        OpenOut = () => Bytes,
        Folder = Folder,
        Time = Time,
        Variable = name => Variables.GetValueOrDefault(name),
    };
}
