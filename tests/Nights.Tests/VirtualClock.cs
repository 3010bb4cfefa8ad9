namespace EtlMesh.Nights.Tests;

/// <summary>A clock that only a test moves from night to night; what waits by it waits for real.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, instant.UtcTicks);

    // Each look is a microsecond later, so that what was recorded first sorts first.
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
