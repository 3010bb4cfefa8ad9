using System.Diagnostics;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Hosting;

/// <summary>
/// The work that this process does for each attempt, so that a discard can stop it and wait for its end before it removes anything.
/// Work of a discarded attempt is not begun any more: its commands are absorbed.
/// </summary>
public sealed class AttemptWork
{
    /// <summary>How many discarded attempts are remembered: more than have commands under way at a time.</summary>
    private const int Remembered = 10_000;

    private static readonly ActivitySource Effects = new("EtlMesh.Hosting");

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid RunId, int Attempt), Ongoing> attempts = [];
    private readonly HashSet<(Guid RunId, int Attempt)> discarded = [];
    private readonly Queue<(Guid RunId, int Attempt)> oldest = [];

    /// <summary>Does a command's work with a token that a discard of the attempt cancels.</summary>
    /// <returns>False when the attempt was discarded before or meanwhile; nothing is to be told then.</returns>
    public async Task<bool> Run<T>(ConsumeContext<T> context, Func<CancellationToken, Task> work)
        where T : RunMessage
    {
        var attempt = (context.Message.RunId, context.Message.Attempt);
        if (Enter(attempt) is not { } ongoing)
            return false;

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ongoing.Stop.Token);
            await work(stop.Token);
            return true;
        }
        catch (Exception) when (ongoing.Stop.IsCancellationRequested)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, "stopped: the attempt is discarded");
            return false; // whatever stopping the work has thrown, the discard removes what it left
        }
        finally
        {
            Leave(attempt, ongoing);
        }
    }

    /// <summary>Cancels the attempt's work in this process and waits until the last piece has ended.</summary>
    public async Task StopAsync(Guid runId, int attempt)
    {
        var ongoing = Forbid((runId, attempt));
        using (Effects.StartActivity("attempt.stop"))
        {
            if (ongoing is not null)
                await ongoing.Stop.CancelAsync();
        }

        if (ongoing is not null)
            await ongoing.Ended.Task;
    }

    private Ongoing? Enter((Guid, int) attempt)
    {
        lock (gate)
        {
            if (discarded.Contains(attempt))
                return null;
            if (!attempts.TryGetValue(attempt, out var ongoing))
                attempts.Add(attempt, ongoing = new Ongoing());
            ongoing.Pieces++;
            return ongoing;
        }
    }

    private void Leave((Guid, int) attempt, Ongoing ongoing)
    {
        lock (gate)
        {
            if (--ongoing.Pieces > 0)
                return;
            attempts.Remove(attempt);
        }

        ongoing.Ended.TrySetResult();
    }

    /// <returns>What is still being done for it; null for nothing.</returns>
    private Ongoing? Forbid((Guid, int) attempt)
    {
        lock (gate)
        {
            if (discarded.Add(attempt))
                oldest.Enqueue(attempt);
            if (oldest.Count > Remembered)
                discarded.Remove(oldest.Dequeue());
            return attempts.GetValueOrDefault(attempt);
        }
    }

    /// <summary>The pieces of work in hand for one attempt. Nothing is linked to its token for longer than a piece takes, so there is nothing to dispose.</summary>
    private sealed class Ongoing
    {
        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Pieces { get; set; }
    }
}
