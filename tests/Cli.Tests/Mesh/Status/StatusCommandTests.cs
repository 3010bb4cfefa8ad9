using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

public sealed class StatusCommandTests : IAsyncLifetime
{
    private static readonly QuickTime Time = new(MeshNights.Begin.AddSeconds(42));
    private readonly TestFolder folder = new();
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync()
    {
        await mesh.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task WholeMesh_IsTold_WithWhatWaits()
    {
        mesh.On("GET /api/status", 200, Status(
            [Service("loader", ServiceStatusDocument.Healthy)],
            [new QueueStatusDocument("loader-load-table", 3, 1, MeshNights.Begin), new QueueStatusDocument("notifier-send", 0, 0, null)],
            [MeshNights.Of("transferring") with { Stage = "load" }],
            letters: 2));
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("status"));

        Assert.Equal(
            $"""
            service  url                     state
            -------  ----------------------  -------
            loader   http://127.0.0.1:20001  healthy

            queue              waiting  in flight  oldest
            -----------------  -------  ---------  ------
            loader-load-table        3          1    42 s

            run                                   pipeline  date        attempt  state         stage  started (UTC)
            ------------------------------------  --------  ----------  -------  ------------  -----  -------------------
            {MeshNights.Id}  bank      2026-11-20        1  transferring  load   2026-11-21 02:00:00

            dead letters: 2 (etlmesh deadletters list); messages not sent yet: 0

            """,
            shell.Out.ToString());
    }

    [Fact]
    public async Task QuietMesh_IsToldShortly()
    {
        mesh.On("GET /api/status", 200, Status([Service("loader", ServiceStatusDocument.Healthy)], [new QueueStatusDocument("notifier-send", 0, 0, null)], []));
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("status"));
        Assert.EndsWith("healthy\n\nqueues: all 1 are empty\n\nruns: none is in flight\n\ndead letters: 0; messages not sent yet: 0\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentService_IsNamed_WithExitCode1()
    {
        mesh.On("GET /api/status", 200, Status([Service("extractor", ServiceStatusDocument.Healthy), Service("loader", ServiceStatusDocument.Silent, "no answer within 2 s")], [], []));
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("status"));
        Assert.Contains("loader     http://127.0.0.1:20001  silent: no answer within 2 s\n", shell.Out.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Not all is well: loader is silent. `etlmesh up` starts what has stopped; nights wait for it.\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessesOfThisMachine_AreLookedAt_AlsoThoseThatTheOrchestratorDoesNotKnow()
    {
        using var held = OtherProcess.Sh("echo ready; exec sleep 600");
        await held.OutputLineAsync("ready");
        held.Signal(19);
        await Eventually.TrueAsync(() => ProcessTable.IsHeld(held.Identity));
        mesh.On("GET /health", 200, "{}").On("GET /api/status", 200, Status([Service("loader", ServiceStatusDocument.Healthy)], [], []));
        Remember(("orchestrator", Self), ("loader", held.Identity), ("notifier", Self with { Started = 1 }));
        var shell = new TestShell { Folder = folder.Path, Time = Time };

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("status"));

        var told = shell.Out.ToString();
        Assert.Contains($"silent: its process is held by a signal; `kill -CONT {held.Identity.Pid}` lets it go on\n", told, StringComparison.Ordinal);
        Assert.Contains($"stopped: its process {Self.Pid} has ended; its log is /logs/notifier.log\n", told, StringComparison.Ordinal);
        Assert.EndsWith("Not all is well: loader is silent, notifier is stopped. `etlmesh up` starts what has stopped; nights wait for it.\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentOrchestrator_LeavesWhatIsSeenFromHere()
    {
        mesh.On("GET /health", 200, "{}");
        Remember(("loader", Self), ("orchestrator", Self with { Started = 1 }));
        var shell = new TestShell { Folder = folder.Path, Time = Time };

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("status"));

        Assert.Contains(
            $"\nThe orchestrator cannot be asked, so this is what its processes say themselves (the orchestrator is stopped: its process {Self.Pid} has ended; its log is /logs/orchestrator.log).\n",
            shell.Out.ToString(),
            StringComparison.Ordinal);
        Assert.EndsWith("Not all is well: orchestrator is stopped. `etlmesh up` starts what has stopped; nights wait for it.\n", shell.Out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(mesh.Asked, call => call.StartsWith("GET /api", StringComparison.Ordinal));
    }

    private static ProcessIdentity Self => ProcessTable.Find(Environment.ProcessId)!.Value;

    private static ServiceStatusDocument Service(string name, string state, string? detail = null) => new(name, new Uri("http://127.0.0.1:20001"), state, detail);

    private static EtlMesh.Orchestrator.Operations.StatusDocument Status(
        IReadOnlyList<ServiceStatusDocument> services, IReadOnlyList<QueueStatusDocument> queues, IReadOnlyList<EtlMesh.Orchestrator.Operations.RunDocument> runs, int letters = 0) =>
        new(services, queues, MeshNights.Begin, runs, letters, 0);

    private void Remember(params (string Name, ProcessIdentity Process)[] processes)
    {
        var place = new MeshFolder(Path.Combine(folder.Path, ".etlmesh"));
        place.Create();
        PrivateFile.Write(place.Token, FakeMesh.Token);
        MeshStateFile.Write(place, processes.Aggregate(
            new MeshState { Url = mesh.Url.ToString(), TokenFile = place.Token },
            (state, process) => state.With(new MeshProcess
            {
                Name = process.Name,
                Pid = process.Process.Pid,
                Started = process.Process.Started,
                Url = mesh.Url.ToString().TrimEnd('/'),
                Log = $"/logs/{process.Name}.log",
            })));
    }
}
