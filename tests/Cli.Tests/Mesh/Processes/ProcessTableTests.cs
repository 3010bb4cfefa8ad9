using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Cli.Tests;

public sealed class ProcessTableTests
{
    [Fact]
    public void ThisProcess_IsAlive_AndANumberAloneIsNot()
    {
        var self = ProcessTable.Find(Environment.ProcessId)!.Value;

        Assert.True(ProcessTable.IsAlive(self));
        Assert.False(ProcessTable.IsAlive(self with { Started = self.Started - 1 }));
        Assert.False(ProcessTable.IsHeld(self));
    }

    [Fact]
    public async Task EndedProcess_IsGone()
    {
        using var other = OtherProcess.Sh("echo ready; exec sleep 600");
        await other.OutputLineAsync("ready");

        other.Signal(Signals.Kill);
        await other.EndAsync();

        Assert.False(ProcessTable.IsAlive(other.Identity));
        Assert.False(Signals.Send(other.Identity, Signals.Terminate));
    }

    [Fact]
    public async Task HeldProcess_IsAliveAndHeld()
    {
        const int Stop = 19;
        using var other = OtherProcess.Sh("echo ready; exec sleep 600");
        await other.OutputLineAsync("ready");

        other.Signal(Stop);

        await Eventually.TrueAsync(() => ProcessTable.IsHeld(other.Identity));
        Assert.True(ProcessTable.IsAlive(other.Identity));
        other.Signal(Signals.Continue);
        await Eventually.TrueAsync(() => !ProcessTable.IsHeld(other.Identity));
    }

    [Fact]
    public async Task PortBelongsToWhoListensThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var other = OtherProcess.Sh("echo ready; exec sleep 600");
        await other.OutputLineAsync("ready");

        Assert.True(ProcessTable.Listens(ProcessTable.Find(Environment.ProcessId)!.Value, port));
        Assert.False(ProcessTable.Listens(other.Identity, port));
        listener.Stop();
        Assert.False(ProcessTable.Listens(ProcessTable.Find(Environment.ProcessId)!.Value, port));
    }

    [Fact]
    public async Task ProcessIsFoundByItsEnvironment()
    {
        var value = Guid.CreateVersion7().ToString();
        using var other = OtherProcess.Sh("echo ready; exec sleep 600", new KeyValuePair<string, string>("ETLMESH_TEST_MARK", value));
        await other.OutputLineAsync("ready");

        Assert.Equal([other.Identity], ProcessTable.WithVariable("ETLMESH_TEST_MARK", value));
        Assert.Empty(ProcessTable.WithVariable("ETLMESH_TEST_MARK", value[..^1]));
    }
}
