namespace EtlMesh.Lake.Tests;

/// <summary>A clock that a test moves.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(56);

    public void Advance(TimeSpan by) => now += by;

    public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromMilliseconds(1);
}
