using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EtlMesh.Emulator;
using EtlMesh.Servers;

namespace EtlMesh.Faults.Tests;

/// <summary>The whole mesh on this machine: every service a process of its own, the emulator of SQS, SNS and S3, and a PostgreSQL.</summary>
internal sealed class Mesh : IAsyncDisposable
{
    public const string Bucket = "etlmesh";

    /// <summary>The services, and the folders that their projects are in.</summary>
    public static readonly IReadOnlyDictionary<string, string> Folders = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["extractor"] = "Extractor",
        ["loader"] = "Loader",
        ["transformer"] = "Transformer",
        ["quality-gate"] = "QualityGate",
        ["notifier"] = "Notifier",
        ["orchestrator"] = "Orchestrator",
    };

    private const string Token = "the-tests-own-token";

    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-mesh-").FullName;
    private readonly Dictionary<string, int> ports = Folders.Keys.ToDictionary(name => name, _ => FreePort());
    private readonly ConcurrentDictionary<string, ServiceProcess> services = new(StringComparer.Ordinal);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private int extra;

    private Mesh(CloudEmulator cloud, PostgresServer postgres, string database, string warehouse, MeshSettings settings)
    {
        (Cloud, Postgres, Database, Warehouse, Settings) = (cloud, postgres, database, warehouse, settings);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Bus__ServiceUrl"] = cloud.Url.ToString(),
            ["Bus__AccessKey"] = "tests",
            ["Bus__SecretKey"] = "tests",
            ["Bus__WaitTime"] = "00:00:01",
            ["Bus__VisibilityTimeout"] = settings.Visibility.ToString("c", CultureInfo.InvariantCulture),
            ["Bus__MaxReceiveCount"] = settings.MaxReceiveCount.ToString(CultureInfo.InvariantCulture),
            ["Staging__Bucket"] = Bucket,
            ["Staging__ServiceUrl"] = cloud.Url.ToString(),
            ["Staging__ForcePathStyle"] = "true",
            ["Staging__AccessKey"] = "tests",
            ["Staging__SecretKey"] = "tests",
            ["Scratch"] = Path.Combine(root, "scratch"),
            ["WAREHOUSE_URL"] = Url(warehouse),
            ["DOTNET_TieredPGO"] = "0", // they live for seconds
        };
        foreach (var (variable, value) in settings.Environment)
            Environment[variable] = value;
        Api = new MeshApi(http, new Uri($"http://127.0.0.1:{ports["orchestrator"]}/"), Token);
        Queues = new CloudQueues(http, cloud.Url);
        Objects = new CloudObjects(http, cloud.Url, Bucket);
    }

    public CloudEmulator Cloud { get; }

    public PostgresServer Postgres { get; }

    /// <summary>The orchestrator's database, in Npgsql's words.</summary>
    public string Database { get; }

    /// <summary>The warehouse, in Npgsql's words.</summary>
    public string Warehouse { get; }

    public MeshSettings Settings { get; }

    /// <summary>What every service is started with.</summary>
    public Dictionary<string, string> Environment { get; }

    public MeshApi Api { get; }

    public CloudQueues Queues { get; }

    public CloudObjects Objects { get; }

    public ServiceProcess this[string service] => services[service];

    /// <summary>Starts everything and waits until every service is healthy.</summary>
    /// <param name="settings">The usual ones when left out.</param>
    /// <param name="fault">The value of <c>ETLMESH_FAULT</c> for every service; none when left out.</param>
    public static async Task<Mesh> StartAsync(MeshSettings? settings = null, string? fault = null)
    {
        var cloud = await CloudEmulator.StartAsync(durable: true);
        var postgres = await PostgresServer.StartAsync(FreePort());
        var mesh = new Mesh(cloud, postgres, await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync(), settings ?? new MeshSettings());
        await mesh.Objects.CreateBucketAsync();
        foreach (var service in Folders.Keys)
            mesh.Start(service, fault);
        await mesh.HealthyAsync();
        return mesh;
    }

    /// <summary>A folder for the files of a test.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    /// <summary>An address of PostgreSQL as pipeline files write it.</summary>
    public static string Url(string connection)
    {
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    /// <summary>Starts a service that is not running.</summary>
    /// <param name="fault">The value of <c>ETLMESH_FAULT</c>; none when left out.</param>
    public ServiceProcess Start(string service, string? fault = null) => services[service] = Launch(service, ports[service], fault, null);

    /// <summary>Starts one more process of a service, beside the first. It is disposed by whoever asked for it.</summary>
    public ServiceProcess StartAnother(string service, string? fault = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{service}-{Interlocked.Increment(ref extra) + 1}");
        var port = ports[name] = FreePort();
        return Launch(service, port, fault, more);
    }

    /// <summary>Stops services in good order and starts them again, all at the same time.</summary>
    /// <param name="faults">For each service the value of <c>ETLMESH_FAULT</c>; null for none.</param>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?> faults)
    {
        await Task.WhenAll(faults.Select(async pair =>
        {
            await RemoveAsync(pair.Key, service => service.StopAsync());
            Start(pair.Key, pair.Value);
        }));
        await HealthyAsync();
    }

    public Task RestartAsync(string service, string? fault = null) => RestartAsync(new Dictionary<string, string?> { [service] = fault });

    /// <summary>Stops every service in good order and starts it again.</summary>
    public Task RestartAllAsync(string? fault = null) => RestartAsync(Folders.Keys.ToDictionary(service => service, _ => fault));

    /// <summary>Makes the mesh whole again after a test, also one that failed.</summary>
    public async Task RepairAsync()
    {
        var armed = services.Values.Where(service => service.HasExited || service.IsArmed).Select(service => service.Name).ToList();
        foreach (var service in armed)
            await RemoveAsync(service, _ => Task.CompletedTask); // killed, as its guard's input closes
        foreach (var service in Folders.Keys.Except(services.Keys).ToList())
            Start(service);
        await HealthyAsync();
    }

    /// <summary>Stops a service in good order; it stays away.</summary>
    public Task StopAsync(string service) => RemoveAsync(service, process => process.StopAsync());

    /// <summary>Kills a service; it stays away.</summary>
    public Task KillAsync(string service) => RemoveAsync(service, process => process.KillAsync());

    /// <summary>Waits for a service to strike itself, and starts it again.</summary>
    /// <param name="boundary">Where it was to be struck, such as <c>start segment.commit</c>.</param>
    /// <param name="next">The fault of the one that takes its place; none when left out.</param>
    public async Task StruckAsync(string service, string boundary, string? next = null)
    {
        await RemoveAsync(service, process => process.KilledAsync(boundary));
        Start(service, next);
    }

    /// <summary>Waits until every service that is to run is healthy.</summary>
    public Task HealthyAsync() => Task.WhenAll(services.Keys.Select(service => HealthAsync(service, HttpStatusCode.OK)));

    /// <summary>Waits until a service says by its health that it is well, or that it is not.</summary>
    /// <returns>The body.</returns>
    public async Task<string> HealthAsync(string service, HttpStatusCode wanted)
    {
        var seen = await Until.SeenAsync(() => AskAsync(service, "health"), answer => answer.Status == wanted || services[service].HasExited, $"{service} to be {wanted}");
        Assert.True(seen.Status == wanted, $"{service} ended\n{services[service].Tail()}");
        return seen.Body;
    }

    /// <summary>What a service answers; no status when it does not answer.</summary>
    public async Task<(HttpStatusCode? Status, string Body)> AskAsync(string service, string path)
    {
        try
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{ports[service]}/{path}"), bound.Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(bound.Token));
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return (null, away.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.Values)
            await service.DisposeAsync();
        await Cloud.DisposeAsync();
        await Postgres.DisposeAsync();
        http.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private async Task RemoveAsync(string service, Func<ServiceProcess, Task> end)
    {
        await end(services[service]);
        if (services.TryRemove(service, out var ended))
            await ended.DisposeAsync();
    }

    private ServiceProcess Launch(string service, int port, string? fault, IReadOnlyDictionary<string, string>? more)
    {
        var all = new Dictionary<string, string>(Environment) { ["Urls"] = $"http://127.0.0.1:{port}" };
        foreach (var (variable, value) in more ?? new Dictionary<string, string>())
            all[variable] = value;
        if (fault is not null)
            all["ETLMESH_FAULT"] = fault;
        IEnumerable<string> arguments = [];
        if (service == "orchestrator")
        {
            (all["Orchestrator__Database"], all["Orchestrator__Token"]) = (Database, Token);
            // On the command line: a shell passes no variables whose names hold a hyphen.
            arguments = Folders.Keys.Where(name => name != service).Select(name => $"--Orchestrator:Services:{name}=http://127.0.0.1:{ports[name]}");
        }

        return ServiceProcess.Start(service, fault is not null, Checkout.Program(Folders[service], service), arguments, all);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
