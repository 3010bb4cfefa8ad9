namespace EtlMesh.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void FirstSignal_AsksToStop_TheSecondLeaves()
    {
        var left = 0;
        using var interruption = new Interruption(() => left++);

        interruption.Signal();
        Assert.True(interruption.Asked.IsCancellationRequested);
        Assert.Equal(0, left);

        interruption.Signal();
        Assert.Equal(1, left);
    }
}
