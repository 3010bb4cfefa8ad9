using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Batching;

/// <summary>Gathers what many callers hand in at about the same time into batches, and tells each caller what became of its own entry.</summary>
/// <remarks>
/// A full batch goes at once, and so does the first entry of a quiet time. Otherwise a batch grows while another is under way, for as long as it may linger.
/// An entry that the service refuses for a passing reason is tried again with the others of its kind; the rest of its batch is not.
/// </remarks>
internal sealed class Batcher<TEntry> : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly BatchLimits limits;
    private readonly string doing;
    private readonly Func<TEntry, int> sizeOf;
    private readonly Func<IReadOnlyList<TEntry>, CancellationToken, Task<IReadOnlyList<BatchFailure>>> call;
    private readonly TimeProvider time;
    private readonly Queue<BatchEntry<TEntry>> waiting = new();
    private readonly Lock gathering = new();
    private readonly ITimer linger;
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int underWay;
    private bool lingering;
    private bool closed;

    /// <param name="doing">What a batch does, to what: for errors.</param>
    /// <param name="sizeOf">The bytes that an entry counts for.</param>
    /// <param name="call">Sends one batch; the entries it names were refused.</param>
    public Batcher(
        BatchLimits limits, string doing, Func<TEntry, int> sizeOf,
        Func<IReadOnlyList<TEntry>, CancellationToken, Task<IReadOnlyList<BatchFailure>>> call, TimeProvider time)
    {
        (this.limits, this.doing, this.sizeOf, this.call, this.time) = (limits, doing, sizeOf, call, time);
        linger = time.CreateTimer(_ => SendDue(lingered: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Hands in an entry; done when the service has taken it.</summary>
    /// <exception cref="AwsCallException">The service did not take the entry.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer; the service may have the entry or not.</exception>
    public Task AddAsync(TEntry entry, CancellationToken cancellationToken)
    {
        var handed = new BatchEntry<TEntry>(entry, sizeOf(entry), cancellationToken);
        lock (gathering)
        {
            if (closed)
                throw new AwsCallException(doing, null, mayPass: true, new ObjectDisposedException("the transport is stopped"));
            waiting.Enqueue(handed);
        }

        SendDue(lingered: false);
        return handed.Taken.WaitAsync(cancellationToken);
    }

    /// <summary>Sends what was handed in and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gathering)
        {
            closed = true;
            if (underWay == 0 && waiting.Count == 0)
                empty.TrySetResult();
        }

        SendDue(lingered: true);
        await empty.Task;
        await linger.DisposeAsync();
    }

    private void SendDue(bool lingered)
    {
        while (NextBatch(lingered) is { } batch)
        {
            lingered = false;
            _ = SendAsync(batch);
        }
    }

    /// <returns>A batch that is to go now; nothing when there is none.</returns>
    private List<BatchEntry<TEntry>>? NextBatch(bool lingered)
    {
        lock (gathering)
        {
            if (lingered)
                lingering = false;
            if (waiting.Count == 0 || underWay == limits.UnderWay)
                return null;
            var count = Gather(out var isFull);
            if (!isFull && underWay > 0 && !lingered && !closed)
            {
                if (!lingering)
                    lingering = linger.Change(limits.Linger, Timeout.InfiniteTimeSpan);
                return null;
            }

            underWay++;
            var batch = new List<BatchEntry<TEntry>>(count);
            while (batch.Count < count)
                batch.Add(waiting.Dequeue());
            return batch;
        }
    }

    /// <summary>How many of those that wait go into the next batch, and whether it has no room for another.</summary>
    private int Gather(out bool isFull)
    {
        var (count, bytes) = (0, 0);
        foreach (var entry in waiting)
        {
            if (count == limits.Entries || (count > 0 && bytes + entry.Size > limits.Bytes))
            {
                isFull = true;
                return count;
            }

            count++;
            bytes += entry.Size;
        }

        isFull = count == limits.Entries || bytes >= limits.Bytes;
        return count;
    }

    private async Task SendAsync(List<BatchEntry<TEntry>> batch)
    {
        try
        {
            batch.RemoveAll(entry => entry.Cancelled);
            for (var attempt = 1; batch.Count > 0; attempt++)
            {
                var refused = await call(batch.ConvertAll(entry => entry.Value), CancellationToken.None);
                batch = Settle(batch, refused, lastAttempt: attempt == Attempts);
                if (batch.Count > 0)
                    await Task.Delay(Backoff.After(attempt, LongestWait), time);
            }
        }
        catch (Exception failure)
        {
            foreach (var entry in batch)
                entry.Fail(failure);
        }
        finally
        {
            Ended();
        }
    }

    private void Ended()
    {
        lock (gathering)
        {
            underWay--;
            if (closed && underWay == 0 && waiting.Count == 0)
                empty.TrySetResult();
        }

        SendDue(lingered: false);
    }

    /// <summary>Tells the callers; what may pass comes back for another attempt.</summary>
    private List<BatchEntry<TEntry>> Settle(List<BatchEntry<TEntry>> batch, IReadOnlyList<BatchFailure> refused, bool lastAttempt)
    {
        var again = new List<BatchEntry<TEntry>>();
        foreach (var refusal in refused)
        {
            var entry = batch[refusal.Index];
            if (refusal.MayPass && !lastAttempt)
                again.Add(entry);
            else
                entry.Fail(new AwsCallException(doing, refusal.Error, refusal.MayPass));
        }

        foreach (var entry in batch)
        {
            if (refused.Count == 0 || !again.Contains(entry))
                entry.Succeed();
        }

        return again;
    }
}
