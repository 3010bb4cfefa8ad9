namespace EtlMesh.Cli.Tests;

public sealed class EndingTests
{
    private static readonly TimeSpan Long = OtherProcess.Bound;

    [Fact]
    public async Task WhoListens_EndsByItself()
    {
        using var other = OtherProcess.Sh("trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        await other.OutputLineAsync("ready");

        Assert.True(await Ending.OfAsync(other.Identity, [Signals.Terminate], Long, TimeProvider.System));
        Assert.Equal(0, (await other.EndAsync()).Exit);
    }

    [Fact]
    public async Task WhoIsDeafToAllSignals_IsKilled()
    {
        using var other = OtherProcess.Sh("trap '' TERM INT; echo ready; while :; do sleep 0.05; done");
        await other.OutputLineAsync("ready");

        Assert.False(await Ending.OfAsync(other.Identity, [Signals.Interrupt, Signals.Terminate], TimeSpan.FromMilliseconds(200), TimeProvider.System));
        await other.EndAsync();
        Assert.False(ProcessTable.IsAlive(other.Identity));
    }

    [Fact]
    public async Task WhoIsHeld_IsLetGoOn_ToEnd()
    {
        using var other = OtherProcess.Sh("trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        await other.OutputLineAsync("ready");
        other.Signal(19);
        await Eventually.TrueAsync(() => ProcessTable.IsHeld(other.Identity));

        Assert.True(await Ending.OfAsync(other.Identity, [Signals.Terminate], Long, TimeProvider.System));
    }

    [Fact]
    public async Task WhoIsGone_IsDone() =>
        Assert.True(await Ending.OfAsync(new ProcessIdentity(Environment.ProcessId, 1), [Signals.Terminate], Long, TimeProvider.System));
}
