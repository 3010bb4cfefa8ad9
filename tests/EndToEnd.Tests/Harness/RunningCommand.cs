using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>An <c>etlmesh</c> process. Waits are for events, bounded so that a hanging command fails its test instead of the suite.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<string> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningCommand(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
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

    /// <summary>Waits for the line by which the process says that the asked-for fault is in flight.</summary>
    public async Task<string> FaultInFlightAsync()
    {
        var ended = process.WaitForExitAsync();
        await Task.WhenAny(fault.Task, ended).WaitAsync(Bound);
        if (!fault.Task.IsCompleted)
        {
            await ended;
            process.WaitForExit();
        }

        Assert.True(fault.Task.IsCompleted, $"the command ended with {(process.HasExited ? process.ExitCode : -1)} before the fault fired\n{errors}");
        return await fault.Task;
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

    private void Hear(string? line)
    {
        Keep(errors, line);
        if (line?.StartsWith("fault: ", StringComparison.Ordinal) == true)
            fault.TrySetResult(line);
    }

    private static void Keep(StringBuilder lines, string? line)
    {
        if (line is null)
            return;

        lock (lines)
            lines.AppendLine(line);
    }
}
