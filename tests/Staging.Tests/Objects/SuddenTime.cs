namespace EtlMesh.Staging.Tests.Objects;

/// <summary>A clock whose waits end when the test says so, all at once.</summary>
public sealed class SuddenTime : TimeProvider
{
    private readonly List<Wait> _waits = [];

    /// <summary>Ends every wait that has begun.</summary>
    public void EndWaits()
    {
        List<Wait> ending;
        lock (_waits)
            ending = [.. _waits];
        foreach (var wait in ending)
            wait.End();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        lock (_waits)
            _waits.Add(wait);
        return wait;
    }

    private sealed class Wait(SuddenTime time, TimerCallback callback, object? state) : ITimer
    {
        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (time._waits)
                time._waits.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
