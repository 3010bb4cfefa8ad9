using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>A running <see cref="WorkerProgram"/>.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task told;

    private WorkerProcess(Process process, Action<string, int> tell)
    {
        this.process = process;
        told = ListenAsync(tell);
    }

    /// <param name="cloud">Where the queue is.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="folder">Where effects go.</param>
    /// <param name="tell">Hears <c>done</c> and <c>again</c> with the message's number.</param>
    public static WorkerProcess Start(EmulatedCloud cloud, string queue, string folder, Action<string, int> tell)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(WorkerProgram).Assembly.Location, cloud.Url.ToString(), queue, folder })
            start.ArgumentList.Add(argument);
        return new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException("The worker did not start."), tell);
    }

    /// <summary>Its bus is started.</summary>
    public Task Ready => ready.Task.Within();

    /// <summary>Ends it at once, as <c>kill -9</c> does; what it had told is heard to the end.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().Within();
        await told.Within();
        Assert.Equal(137, process.ExitCode);
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().Within();
        await told.Within();
        Assert.Equal(0, process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync().Within();
        process.Dispose();
    }

    private async Task ListenAsync(Action<string, int> tell)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            if (words is ["ready"])
                ready.TrySetResult();
            else if (words.Length == 2 && int.TryParse(words[1], CultureInfo.InvariantCulture, out var number)) // the last line of the dead may be cut
                tell(words[0], number);
        }

        ready.TrySetException(new InvalidOperationException("The worker ended before it was ready."));
    }
}
