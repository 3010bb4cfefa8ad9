namespace EtlMesh.Cli;

/// <summary>Starts the processes that a mesh lacks, each when what it stands on is ready.</summary>
/// <param name="mesh">The mesh's folder; locked by the caller.</param>
/// <param name="plan">What is to run, and where.</param>
/// <param name="shell">Environment and clock.</param>
/// <param name="say">Tells a person what is being done.</param>
public sealed class MeshStart(MeshFolder mesh, MeshPlan plan, Shell shell, Action<string> say) : IDisposable
{
    private readonly Installation installation = new(shell);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<Launch> launches = [];

    /// <summary>What <c>mesh.json</c> says.</summary>
    public MeshState State { get; private set; } = new();

    /// <summary>The processes that were started here.</summary>
    public IReadOnlyCollection<string> Started => [.. launches.Select(launch => launch.Spec.Name)];

    /// <param name="state">What the mesh was before.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="UsageException">Something that is needed is not installed; nothing was started.</exception>
    /// <exception cref="LaunchException">A process did not come up.</exception>
    public async Task RunAsync(MeshState state, CancellationToken ct)
    {
        var programs = ServiceKind.All.ToDictionary(service => service.Name, installation.Program);
        var emulator = Installation.Emulator();
        var place = state.Postgres ?? await PostgresCluster.PlaceAsync(mesh, ct);
        var cluster = new PostgresCluster(place, plan.Ports[PostgresCluster.Name]);
        var postgres = PostgresPrograms.Find(cluster.Version(), shell.Variable("PATH"));
        State = state with { Url = plan.Url(ServiceKind.Orchestrator), TokenFile = mesh.Token, Postgres = place, Ports = plan.Ports, Replicas = plan.Replicas };
        await StopSurplusAsync();
        await StartAsync(cluster, postgres, emulator, programs, ct);
    }

    /// <summary>Stops what was started here; what ran before goes on.</summary>
    public async Task UndoAsync()
    {
        if (launches.Count == 0)
            return;
        say("Stopping what was started.");
        await new MeshStop(shell.Time).StopAsync([.. launches.Select(launch => (launch.Spec.Name, launch.Identity))]);
        State = launches.Aggregate(State, (state, launch) => state.Without(launch.Spec.Name));
        MeshStateFile.Write(mesh, State);
    }

    public void Dispose()
    {
        foreach (var launch in launches)
            launch.Dispose();
        http.Dispose();
    }

    private async Task StartAsync(PostgresCluster cluster, PostgresPrograms postgres, string emulatorProgram, Dictionary<string, string> programs, CancellationToken ct)
    {
        var readiness = new Readiness(http, shell.Time);
        Launch? server = null;
        if (!Runs(PostgresCluster.Name))
        {
            say("Starting PostgreSQL.");
            await cluster.EnsureAsync(postgres, ct);
            server = Begin(cluster.Server(postgres, mesh.Log(PostgresCluster.Name)), cluster.Url);
        }

        await cluster.ReadyAsync(server, [ServiceSettings.OrchestratorDatabase, ServiceSettings.WarehouseDatabase], shell.Time, ct);

        var emulator = new CloudEmulator(plan.Ports[CloudEmulator.Name]);
        if (!Runs(CloudEmulator.Name))
        {
            say("Starting the emulator of SQS, SNS and S3.");
            await readiness.WaitAsync(Begin(emulator.Server(mesh, emulatorProgram), emulator.Url), $"{emulator.Url}/health", ct);
        }

        var missing = plan.Services.Where(process => !Runs(process.Name)).ToList();
        if (missing.Count == 0)
            return;
        say($"Starting {string.Join(", ", missing.Select(process => process.Name))}.");
        PrivateFile.Secret(mesh.Token);
        var settings = new ServiceSettings(mesh, cluster, emulator, shell);
        var urls = plan.Services.ToDictionary(process => process.Name, process => plan.Url(process.Name));
        var begun = missing.Select(process => Begin(settings.Launch(process.Service, process.Name, urls[process.Name], programs[process.Service.Name], urls), urls[process.Name])).ToList();
        await AllAsync(begun, (launch, stop) => readiness.WaitAsync(launch, $"{urls[launch.Spec.Name]}/health", stop), ct);
    }

    /// <summary>The first failure ends the waiting for all.</summary>
    private static async Task AllAsync(IReadOnlyList<Launch> launches, Func<Launch, CancellationToken, Task> ready, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var waits = launches.Select(launch => ready(launch, stop.Token)).ToList();
        while (waits.Count > 0)
        {
            var first = await Task.WhenAny(waits);
            waits.Remove(first);
            if (first.IsCompletedSuccessfully)
                continue;
            await stop.CancelAsync();
            await Task.WhenAll(waits).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await first;
        }
    }

    private bool Runs(string name) => State.Find(name) is { IsAlive: true };

    private Launch Begin(LaunchSpec spec, string url)
    {
        var launch = Launch.Start(spec);
        launches.Add(launch);
        State = State.With(new MeshProcess { Name = spec.Name, Pid = launch.Identity.Pid, Started = launch.Identity.Started, Url = url, Log = spec.Log });
        MeshStateFile.Write(mesh, State);
        return launch;
    }

    /// <summary>Stops what is not to run: of a smaller number of replicas, or left by a command that was killed.</summary>
    private async Task StopSurplusAsync()
    {
        string[] wanted = [.. plan.Services.Select(process => process.Name), PostgresCluster.Name, CloudEmulator.Name];
        var surplus = MeshStop.Alive(mesh, State, State.Postgres!).Where(process => !wanted.Contains(process.Name) || State.Find(process.Name)?.Identity != process.Process).ToList();
        if (surplus.Count > 0)
            say($"Stopping {string.Join(", ", surplus.Select(process => process.Name))}, which should not run.");
        await new MeshStop(shell.Time).StopAsync(surplus);
        State = State with { Processes = State.Processes.RemoveAll(process => !process.IsAlive) };
        MeshStateFile.Write(mesh, State);
    }
}
