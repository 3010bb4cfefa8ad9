using System.Collections.Immutable;
using EtlMesh.Contracts;

namespace EtlMesh.Cli.Tests;

public sealed class MeshStateFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TestFolder folder = new();
    private readonly MeshFolder mesh;

    public MeshStateFileTests()
    {
        mesh = new MeshFolder(folder.Path);
        mesh.Create();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void State_IsReadAsItWasWritten_ByItsOwnerOnly()
    {
        var state = new MeshState
        {
            Url = "http://127.0.0.1:7420",
            TokenFile = mesh.Token,
            Postgres = mesh.Postgres,
            Ports = ImmutableSortedDictionary<string, int>.Empty.Add("loader-2", 20_001),
            Replicas = ImmutableSortedDictionary<string, int>.Empty.Add("loader", 2),
        }.With(new MeshProcess { Name = "loader-2", Pid = 42, Started = 4711, Url = "http://127.0.0.1:20001", Log = mesh.Log("loader-2") });

        MeshStateFile.Write(mesh, state);

        var read = MeshStateFile.Read(mesh)!;
        Assert.Equal((state.Url, state.TokenFile, state.Postgres, 20_001, 2), (read.Url, read.TokenFile, read.Postgres, read.Ports["loader-2"], read.Replicas["loader"]));
        Assert.Equal(state.Processes, read.Processes);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(mesh.State));
        Assert.Contains("\"pid\": 42", File.ReadAllText(mesh.State), StringComparison.Ordinal);
    }

    [Fact]
    public void NoState_IsNoMesh_AndADamagedOneIsTold()
    {
        Assert.Null(MeshStateFile.Read(mesh));

        File.WriteAllText(mesh.State, "{ \"url\":");

        var damaged = Assert.Throws<TerminalEtlException>(() => MeshStateFile.Read(mesh));
        Assert.StartsWith($"Reading {mesh.State}: ", damaged.Message, StringComparison.Ordinal);
        Assert.EndsWith("Run `etlmesh down`, which finds the mesh's processes without it, and `etlmesh up` again.", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_IsMadeOnce_AndNobodyElseReadsIt()
    {
        var token = PrivateFile.Secret(mesh.Token);

        Assert.Matches("^[0-9a-f]{32}$", token);
        Assert.Equal(token, PrivateFile.Secret(mesh.Token));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(mesh.Token));
    }

    [Fact]
    public void OneCommandAtATime_HasTheMesh()
    {
        using (MeshLock.Take(mesh))
        {
            var second = Assert.Throws<TransientEtlException>(() => MeshLock.Take(mesh));
            Assert.Equal($"Another `etlmesh up` or `etlmesh down` is at work on the mesh of {folder.Path}; run the same command again when it has ended.", second.Message);
        }

        MeshLock.Take(mesh).Dispose();
    }
}
