using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.Faults.Tests;

/// <summary>A service as a process of its own. It ends with the tests' process, however that ends.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    /// <summary>What a shell says of a process that signal 9 ended.</summary>
    public const int Killed = 128 + 9;

    // The shell's input closes when the tests' process is gone: then the service is killed.
    private const string Guarded =
        "exec 3<&0; dotnet \"$@\" </dev/null 3<&- & service=$!; echo \"pid $service\"; "
        + "(read _ <&3; kill -9 $service) >/dev/null 2>&1 & guard=$!; exec 3<&-; wait $service; code=$?; kill -9 $guard 2>/dev/null; exit $code";

    private readonly Process shell;
    private readonly List<string> lines = [];
    private readonly TaskCompletionSource<int> pid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int outputs = 2;

    private ServiceProcess(string name, bool armed, ProcessStartInfo start)
    {
        (Name, IsArmed) = (name, armed);
        shell = new Process { StartInfo = start };
        shell.OutputDataReceived += (_, line) => Hear(line.Data);
        shell.ErrorDataReceived += (_, line) => Hear(line.Data);
        shell.Start();
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>Whether it was started with a fault.</summary>
    public bool IsArmed { get; }

    public bool HasExited => shell.HasExited;

    /// <summary>What it has said so far on both outputs.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    /// <summary>The boundaries that <c>ETLMESH_FAULT=list</c> told, such as <c>start segment.commit</c>.</summary>
    public IReadOnlyList<string> Boundaries => [.. Lines.Select(line => Boundary().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    /// <param name="name">The service's name, for failures.</param>
    /// <param name="armed">Whether the environment asks for a fault.</param>
    /// <param name="program">Its dll.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Added to the tests' own.</param>
    public static ServiceProcess Start(string name, bool armed, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", Guarded, name, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new ServiceProcess(name, armed, start);
    }

    /// <summary>Waits for a line, from the first on.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, string what)
    {
        for (var seen = 0; ;)
        {
            var signal = more;
            var now = Lines;
            if (now.Skip(seen).FirstOrDefault(wanted) is { } line)
                return line;
            seen = now.Count;
            // It may have exited before what it said last has come.
            if (silent.Task.IsCompleted && Lines.Count == seen)
                throw new Xunit.Sdk.XunitException($"{Name} ended before it said {what}\n{Tail()}");
            try
            {
                await Task.WhenAny(signal.Task, silent.Task).WaitAsync(Until.Bound);
            }
            catch (TimeoutException)
            {
                throw new Xunit.Sdk.XunitException($"{Name} did not say {what} within {Until.Bound}\n{Tail()}");
            }
        }
    }

    /// <summary>Waits for the line by which the process says that an asked-for fault is in flight.</summary>
    /// <param name="boundary">Such as <c>start segment.commit</c>.</param>
    public Task<string> FaultAsync(string boundary) =>
        LineAsync(line => line.StartsWith("fault: ", StringComparison.Ordinal) && line.EndsWith($" {boundary} in flight", StringComparison.Ordinal), $"`fault: … {boundary} in flight`");

    /// <summary>Waits for the end of a process that is to strike itself: the line and the exit code say that it did.</summary>
    public async Task KilledAsync(string boundary)
    {
        await FaultAsync(boundary);
        Assert.Equal(Killed, await EndAsync());
    }

    /// <summary>Sends a signal such as <c>STOP</c> to the service itself.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, (await pid.Task.Within()).ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, 137 after <c>kill -9</c>.</returns>
    public async Task<int> EndAsync()
    {
        await shell.WaitForExitAsync().WaitAsync(Until.Bound);
        return shell.ExitCode;
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        Assert.True(await EndAsync() == 0, $"{Name} ended with {shell.ExitCode} after SIGTERM\n{Tail()}");
    }

    public async Task KillAsync()
    {
        await SignalAsync("KILL");
        Assert.Equal(Killed, await EndAsync());
    }

    public string Tail() => string.Join('\n', Lines.TakeLast(60));

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(Until.Bound);
        shell.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref outputs) == 0)
                silent.TrySetResult();
            return;
        }

        if (line.StartsWith("pid ", StringComparison.Ordinal) && int.TryParse(line[4..], CultureInfo.InvariantCulture, out var number))
            pid.TrySetResult(number);
        lock (lines)
            lines.Add(line);
        Interlocked.Exchange(ref more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    [GeneratedRegex(@"\Afault: [0-9]+ ((?:start|stop) [a-z.]+)\z", RegexOptions.None, 1000)]
    private static partial Regex Boundary();
}
