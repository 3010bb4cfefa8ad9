using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>Keeps the requests of one process to a source within what the pipeline file allows: so many at once, so many a second.</summary>
internal sealed class RequestPace(int atOnce, RateLimit? rate, TimeProvider time)
{
    private readonly SemaphoreSlim open = new(atOnce);
    private readonly Lock gate = new();
    private readonly long interval = rate is { Unit: RateUnit.Requests } limit ? TimeSpan.TicksPerSecond / limit.PerSecond : 0;
    private long nextTicks;

    /// <summary>Waits for a request's turn; disposing the answer ends the request.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await open.WaitAsync(ct);
        try
        {
            if (interval > 0 && Turn() is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, ct);
            return new Entry(open);
        }
        catch
        {
            open.Release();
            throw;
        }
    }

    private TimeSpan Turn()
    {
        lock (gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            var turn = Math.Max(now, nextTicks);
            nextTicks = turn + interval;
            return TimeSpan.FromTicks(turn - now);
        }
    }

    private sealed class Entry(SemaphoreSlim open) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                open.Release();
        }
    }
}
