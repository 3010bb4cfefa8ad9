using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>An <c>etlmesh</c> process. Waits are for events, bounded so that a hanging command fails its test instead of the suite.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly Channel<string> told = Channel.CreateUnbounded<string>();
    private readonly Channel<string> said = Channel.CreateUnbounded<string>();

    private RunningCommand(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data, output, said);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, errors, told);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static RunningCommand Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "etlmesh.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningCommand(start);
    }

    public int ProcessId => process.Id;

    /// <summary>Waits for the next line by which the process says that an asked-for fault is in flight.</summary>
    public Task<string> FaultInFlightAsync() => ErrorLineAsync("fault: ");

    /// <summary>Waits for the next line on standard error that begins with some words; those before it are passed over.</summary>
    public Task<string> ErrorLineAsync(string start) => LineAsync(start, told);

    /// <summary>Waits for the next line on standard output that begins with some words; those before it are passed over.</summary>
    public Task<string> OutputLineAsync(string start) => LineAsync(start, said);

    private async Task<string> LineAsync(string start, Channel<string> lines)
    {
        using var bound = new CancellationTokenSource(Bound);
        await foreach (var line in lines.Reader.ReadAllAsync(bound.Token))
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                return line;
        }

        process.WaitForExit();
        throw new Xunit.Sdk.XunitException($"the command ended with {process.ExitCode} before it said `{start}`\n{errors}");
    }

    /// <summary>Sends a signal such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<CommandResult> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.WaitForExit(); // the last lines, too
        lock (output)
        {
            lock (errors)
                return new CommandResult(process.ExitCode, output.ToString(), errors.ToString());
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static void Hear(string? line, StringBuilder all, Channel<string> lines)
    {
        Keep(all, line);
        if (line is null)
            lines.Writer.TryComplete();
        else
            lines.Writer.TryWrite(line);
    }

    private static void Keep(StringBuilder lines, string? line)
    {
        if (line is null)
            return;

        lock (lines)
            lines.AppendLine(line);
    }
}
