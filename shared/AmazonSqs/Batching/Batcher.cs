using System.Threading.Channels;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Batching;

/// <summary>Gathers what many callers hand in at about the same time into batches, and tells each caller what became of its own entry.</summary>
/// <remarks>An entry that the service refuses for a passing reason is tried again with the others of its kind; the rest of its batch is not.</remarks>
internal sealed class Batcher<TEntry> : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly BatchLimits limits;
    private readonly string doing;
    private readonly Func<TEntry, int> sizeOf;
    private readonly Func<IReadOnlyList<TEntry>, CancellationToken, Task<IReadOnlyList<BatchFailure>>> call;
    private readonly TimeProvider time;
    private readonly Channel<BatchEntry<TEntry>> entries = Channel.CreateUnbounded<BatchEntry<TEntry>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim underWay;
    private readonly Task gathering;

    /// <param name="doing">What a batch does, to what: for errors.</param>
    /// <param name="sizeOf">The bytes that an entry counts for.</param>
    /// <param name="call">Sends one batch; the entries it names were refused.</param>
    public Batcher(
        BatchLimits limits, string doing, Func<TEntry, int> sizeOf,
        Func<IReadOnlyList<TEntry>, CancellationToken, Task<IReadOnlyList<BatchFailure>>> call, TimeProvider time)
    {
        (this.limits, this.doing, this.sizeOf, this.call, this.time) = (limits, doing, sizeOf, call, time);
        underWay = new SemaphoreSlim(limits.UnderWay);
        gathering = Task.Run(GatherAsync);
    }

    /// <summary>Hands in an entry; done when the service has taken it.</summary>
    /// <exception cref="AwsCallException">The service did not take the entry.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer; the service may have the entry or not.</exception>
    public Task AddAsync(TEntry entry, CancellationToken cancellationToken)
    {
        var handed = new BatchEntry<TEntry>(entry, cancellationToken);
        if (!entries.Writer.TryWrite(handed))
            throw new AwsCallException(doing, null, mayPass: true, new ObjectDisposedException("the transport is stopped"));
        return handed.Taken.WaitAsync(cancellationToken);
    }

    /// <summary>Sends what was handed in and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await gathering;
        for (var batch = 0; batch < limits.UnderWay; batch++)
            await underWay.WaitAsync();
    }

    private async Task GatherAsync()
    {
        while (await entries.Reader.WaitToReadAsync())
        {
            // While all places are taken the next batch grows by itself.
            await underWay.WaitAsync();
            var batch = new List<BatchEntry<TEntry>>(limits.Entries);
            var bytes = 0;
            if (Fill(batch, ref bytes) && limits.Linger > TimeSpan.Zero)
            {
                await Task.Delay(limits.Linger, time);
                Fill(batch, ref bytes);
            }

            _ = SendAsync(batch);
        }
    }

    /// <summary>Moves waiting entries into the batch; true when there is room left.</summary>
    private bool Fill(List<BatchEntry<TEntry>> batch, ref int bytes)
    {
        while (batch.Count < limits.Entries && entries.Reader.TryPeek(out var next))
        {
            var size = sizeOf(next.Value);
            if (batch.Count > 0 && bytes + size > limits.Bytes)
                return false;
            entries.Reader.TryRead(out _);
            if (next.Cancelled)
                continue;
            batch.Add(next);
            bytes += size;
        }

        return batch.Count < limits.Entries && bytes < limits.Bytes;
    }

    private async Task SendAsync(List<BatchEntry<TEntry>> batch)
    {
        try
        {
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
            underWay.Release();
        }
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

        if (refused.Count == 0)
            batch.ForEach(entry => entry.Succeed());
        else
            batch.Except(again).ToList().ForEach(entry => entry.Succeed());
        return again;
    }
}
