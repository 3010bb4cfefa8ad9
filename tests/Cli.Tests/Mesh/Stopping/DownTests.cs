namespace EtlMesh.Cli.Tests;

/// <summary>Whatever state a mesh is in, nothing of it is left.</summary>
public sealed class DownTests : IDisposable
{
    private const string Obedient = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done";
    private readonly TestFolder folder = new();
    private readonly MeshFolder mesh;

    public DownTests() => mesh = new MeshFolder(Path.Combine(folder.Path, ".etlmesh"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NoMesh_IsSaid_AndIsNoFailure()
    {
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal((ExitCodes.Done, $"No process of a mesh runs at {mesh.Home}.\n"), (await shell.RunAsync("down"), shell.Out.ToString()));
        Assert.False(Directory.Exists(mesh.Home));
    }

    [Fact]
    public async Task RememberedProcesses_AreStopped_AndNumbersOfOthersAreNot()
    {
        using var worker = await StartAsync();
        using var bystander = await StartAsync();
        Remember(Of("loader", worker.Identity), Of("notifier", bystander.Identity with { Started = bystander.Identity.Started - 1 }));
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("down"));

        Assert.Equal($"Stopped: loader.\nIts data stays in {mesh.Path}; `etlmesh up` goes on with it, `etlmesh down --wipe` removes it.\n", shell.Out.ToString());
        Assert.Equal(0, (await worker.EndAsync()).Exit);
        Assert.True(ProcessTable.IsAlive(bystander.Identity));
        Assert.Empty(MeshStateFile.Read(mesh)!.Processes);
    }

    [Fact]
    public async Task ProcessThatNobodyCouldNoteAnyMore_IsFoundByItsMark_ThoughTheStateIsDamaged()
    {
        mesh.Create();
        File.WriteAllText(mesh.State, "{");
        using var stray = await MarkedAsync(mesh.Path);
        using var ofAnother = await MarkedAsync(mesh.Path + "2");
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("down"));

        await stray.EndAsync();
        Assert.True(ProcessTable.IsAlive(ofAnother.Identity));
        Assert.StartsWith("Stopped: a process.\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_EndBeforeWhatTheyStandOn()
    {
        var order = Path.Combine(folder.Path, "order");
        // Each says its name as the last thing; the database hears SIGINT, which sends its clients away.
        using var service = await StartAsync(name: "loader", signal: "TERM", order);
        using var emulator = await StartAsync(name: "emulator", signal: "TERM", order);
        using var database = await StartAsync(name: "postgres", signal: "INT", order);
        Remember(Of("postgres", database.Identity), Of("emulator", emulator.Identity), Of("loader", service.Identity));
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("down"));
        Assert.Equal(["loader", "emulator", "postgres"], await File.ReadAllLinesAsync(order));
    }

    [Fact]
    public async Task Wipe_RemovesTheMesh_AndNothingElseOfTheHome()
    {
        mesh.Create();
        PrivateFile.Secret(mesh.Token);
        File.WriteAllText(Path.Combine(mesh.Home, "warehouse.duckdb"), "");
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("down", "--wipe", "--output", "json"));

        Assert.Equal([Path.Combine(mesh.Home, "warehouse.duckdb")], Directory.EnumerateFileSystemEntries(mesh.Home));
        Assert.Equal($"{{\n  \"stopped\": [],\n  \"killed\": [],\n  \"removed\": [\n    \"{mesh.Path}\"\n  ]\n}}\n", shell.Out.ToString());
    }

    private static async Task<OtherProcess> StartAsync()
    {
        var process = OtherProcess.Sh(Obedient);
        await process.OutputLineAsync("ready");
        return process;
    }

    private static async Task<OtherProcess> MarkedAsync(string mesh)
    {
        var process = OtherProcess.Sh("echo ready; exec sleep 600", new KeyValuePair<string, string>(MeshFolder.Mark, mesh));
        await process.OutputLineAsync("ready");
        return process;
    }

    private static async Task<OtherProcess> StartAsync(string name, string signal, string order)
    {
        var process = OtherProcess.Sh($"trap 'echo {name} >> {order}; exit 0' {signal}; echo ready; while :; do sleep 0.05; done");
        await process.OutputLineAsync("ready");
        return process;
    }

    private static MeshProcess Of(string name, ProcessIdentity process) => new() { Name = name, Pid = process.Pid, Started = process.Started, Url = "-", Log = "-" };

    private void Remember(params MeshProcess[] processes)
    {
        mesh.Create();
        MeshStateFile.Write(mesh, processes.Aggregate(new MeshState { Url = "http://127.0.0.1:1", TokenFile = mesh.Token }, (state, process) => state.With(process)));
    }
}
