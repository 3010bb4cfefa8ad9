using System.Diagnostics;

namespace EtlMesh.Cli.Tests;

/// <summary>A process that a test starts beside itself; it ends with the test. Waits are bounded, so that one that hangs fails its test only.</summary>
internal sealed class OtherProcess : IDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private OtherProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = Process.Start(start)!;
        process.StandardInput.Close();
        Identity = ProcessTable.Find(process.Id) ?? throw new InvalidOperationException("the process ended at once");
    }

    public ProcessIdentity Identity { get; }

    /// <summary>A script; what it means by being ready it says in a line.</summary>
    public static OtherProcess Sh(string script, params IEnumerable<KeyValuePair<string, string>> environment) => new(With(new ProcessStartInfo("sh", ["-c", script]), environment));

    /// <summary>The command line, as a process of its own.</summary>
    public static OtherProcess Etlmesh(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> words) =>
        new(With(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "etlmesh.dll"), .. words]) { WorkingDirectory = Path.GetTempPath() }, environment));

    /// <summary>Waits for a line that begins so.</summary>
    public async Task OutputLineAsync(string start)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Bound) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"the process ended before it said `{start}`: {await process.StandardError.ReadToEndAsync()}");
    }

    public void Signal(int signal) => Assert.True(Signals.Send(Identity, signal));

    public async Task<(int Exit, string Errors)> EndAsync()
    {
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Bound);
        return (process.ExitCode, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static ProcessStartInfo With(ProcessStartInfo start, IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
