namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>A clock that stands still, and jumps ahead whenever somebody waits by it.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long ticks;

    public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Jump(TimeSpan ahead) => Interlocked.Add(ref ticks, ahead.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Jump(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
