using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Cli.Tests;

public sealed class MeshPlanTests
{
    [Fact]
    public void NewMesh_HasOneProcessOfEachService_EachWithAPortOfItsOwn()
    {
        var plan = MeshPlan.Make(new UpOptions(), new MeshState());

        Assert.Equal(["orchestrator", "extractor", "loader", "transformer", "quality-gate", "notifier"], plan.Services.Select(process => process.Name));
        Assert.Equal(8, plan.Ports.Values.Distinct().Count());
        Assert.Equal($"http://127.0.0.1:{plan.Ports["loader"]}", plan.Url("loader"));
    }

    [Fact]
    public void Replicas_AreRemembered_UntilSaidOtherwise()
    {
        var two = ImmutableSortedDictionary<string, int>.Empty.Add("loader", 2);
        var before = new MeshState { Replicas = two, Ports = ImmutableSortedDictionary<string, int>.Empty };

        Assert.Equal(["loader", "loader-2"], Loaders(MeshPlan.Make(new UpOptions(), before)));
        Assert.Equal(["loader", "loader-2"], Loaders(MeshPlan.Make(new UpOptions { Replicas = two }, new MeshState())));
        Assert.Equal(["loader"], Loaders(MeshPlan.Make(new UpOptions { Replicas = two.SetItem("loader", 1) }, before)));
    }

    [Fact]
    public void Ports_AreKept_AsLongAsTheyAreFree()
    {
        var first = MeshPlan.Make(new UpOptions(), new MeshState());

        var second = MeshPlan.Make(new UpOptions(), new MeshState { Ports = first.Ports });
        Assert.Equal(first.Ports, second.Ports);

        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var third = MeshPlan.Make(new UpOptions(), new MeshState { Ports = first.Ports.SetItem("loader", taken) });
        Assert.NotEqual(taken, third.Ports["loader"]);
    }

    [Fact]
    public void PortOfAnother_IsWrongUsage()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var wrong = Assert.Throws<UsageException>(() => MeshPlan.Make(new UpOptions { Port = taken }, new MeshState()));
        Assert.Equal($"--port {taken}: another process has this port; name another one, or leave --port out.", wrong.Message);
    }

    [Fact]
    public void PortOtherThanThatOfTheRunningMesh_IsWrongUsage()
    {
        var self = ProcessTable.Find(Environment.ProcessId)!.Value;
        var running = new MeshState { Ports = ImmutableSortedDictionary<string, int>.Empty.Add("orchestrator", 7420) }
            .With(new MeshProcess { Name = "orchestrator", Pid = self.Pid, Started = self.Started, Url = "-", Log = "-" });

        var wrong = Assert.Throws<UsageException>(() => MeshPlan.Make(new UpOptions { Port = 7421 }, running));
        Assert.Equal("--port 7421: the mesh runs already and its API is at port 7420; stop it by `etlmesh down` first, or leave --port out.", wrong.Message);
        Assert.Equal(7420, MeshPlan.Make(new UpOptions { Port = 7420 }, running).Ports["orchestrator"]);
    }

    [Theory]
    [InlineData("loader", "--replicas loader: write a service and a number from 1 to 16, such as loader=2.")]
    [InlineData("loader=0", "--replicas loader=0: write a service and a number from 1 to 16, such as loader=2.")]
    [InlineData("loader=17", "--replicas loader=17: write a service and a number from 1 to 16, such as loader=2.")]
    [InlineData("loader=2", null)]
    public void Replicas_AreReadStrictly(string word, string? wrong)
    {
        if (wrong is null)
            Assert.Equal(2, Replicas.Parse([word])["loader"]);
        else
            Assert.Equal(wrong, Assert.Throws<UsageException>(() => Replicas.Parse([word])).Message);
    }

    [Fact]
    public void ReplicasOfAnUnknownService_NameTheNearest() =>
        Assert.StartsWith("--replicas laoder=2: there is no service laoder; ", Assert.Throws<UsageException>(() => Replicas.Parse(["laoder=2"])).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Loaders(MeshPlan plan) => plan.Services.Select(process => process.Name).Where(name => name.StartsWith("loader", StringComparison.Ordinal));
}
