namespace EtlMesh.Cli.Tests;

/// <summary>A clock in whose world every wait is over at once; it says the date that it is given.</summary>
internal sealed class QuickTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
}
