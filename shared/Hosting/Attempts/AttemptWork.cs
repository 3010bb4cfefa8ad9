using System.Collections.Concurrent;
using System.Diagnostics;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Hosting;

/// <summary>
/// The work that this process does for each attempt, so that a discard can stop it and wait for its end before it removes anything.
/// Work of a discarded attempt is not begun any more: its commands are absorbed.
/// </summary>
public sealed class AttemptWork : IDisposable
{
    private static readonly ActivitySource Effects = new("EtlMesh.Hosting");

    private readonly ConcurrentDictionary<(Guid RunId, int Attempt), Ongoing> attempts = new();

    /// <summary>Does a command's work with a token that a discard of the attempt cancels.</summary>
    /// <returns>False when the attempt was discarded before or meanwhile; nothing is to be told then.</returns>
    public async Task<bool> Run<T>(ConsumeContext<T> context, Func<CancellationToken, Task> work)
        where T : RunMessage
    {
        var ongoing = Of(context.Message.RunId, context.Message.Attempt);
        if (!ongoing.TryEnter())
            return false;

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ongoing.Stopped);
            await work(stop.Token);
            return true;
        }
        catch (Exception) when (ongoing.Stopped.IsCancellationRequested)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, "stopped: the attempt is discarded");
            return false; // whatever stopping the work has thrown, the discard removes what it left
        }
        finally
        {
            ongoing.Leave();
        }
    }

    /// <summary>Cancels the attempt's work in this process and waits until the last piece has ended.</summary>
    public Task StopAsync(Guid runId, int attempt) => Of(runId, attempt).StopAsync();

    public void Dispose()
    {
        foreach (var ongoing in attempts.Values)
            ongoing.Dispose();
    }

    private Ongoing Of(Guid runId, int attempt) => attempts.GetOrAdd((runId, attempt), static _ => new Ongoing());

    private sealed class Ongoing : IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock gate = new();
        private int pieces;
        private bool stopping;

        public CancellationToken Stopped => stop.Token;

        public bool TryEnter()
        {
            lock (gate)
            {
                if (stopping)
                    return false;
                pieces++;
                return true;
            }
        }

        public void Leave()
        {
            lock (gate)
            {
                if (--pieces == 0 && stopping)
                    idle.TrySetResult();
            }
        }

        public async Task StopAsync()
        {
            lock (gate)
            {
                stopping = true;
                if (pieces == 0)
                    idle.TrySetResult();
            }

            using (Effects.StartActivity("attempt.stop"))
                await stop.CancelAsync();
            await idle.Task;
        }

        public void Dispose() => stop.Dispose();
    }
}
