using System.Collections.Concurrent;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>A clock in whose world a wait of less than an hour is over at once, and noted; longer ones last until a test ends them.</summary>
internal sealed class QuickTime : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, byte> pending = new();
    private readonly ConcurrentQueue<TimeSpan> waits = new();
    private long ticks = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>What was waited, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends every long wait.</summary>
    public void EndLongWaits()
    {
        foreach (var timer in pending.Keys)
            timer.Fire();
    }

    private sealed class Timer(QuickTime time, Action fire) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.pending.TryRemove(this, out _);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            if (dueTime >= TimeSpan.FromHours(1))
                return time.pending.TryAdd(this, 0);
            time.waits.Enqueue(dueTime);
            Interlocked.Add(ref time.ticks, dueTime.Ticks);
            return ThreadPool.QueueUserWorkItem(_ => fire());
        }

        public void Fire()
        {
            if (time.pending.TryRemove(this, out _))
                fire();
        }

        public void Dispose() => time.pending.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
