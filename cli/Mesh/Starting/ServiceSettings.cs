using EtlMesh.Hosting;

namespace EtlMesh.Cli;

/// <summary>What the services of a mesh on this machine are told when they start.</summary>
/// <param name="mesh">Its folder.</param>
/// <param name="postgres">Its database.</param>
/// <param name="emulator">Its queues and objects.</param>
/// <param name="shell">The caller's environment passes through; a WAREHOUSE_URL in it is kept, and a Staging__Folder stands for the emulator's bucket.</param>
public sealed class ServiceSettings(MeshFolder mesh, PostgresCluster postgres, CloudEmulator emulator, Shell shell)
{
    public const string OrchestratorDatabase = "orchestrator";
    public const string WarehouseDatabase = "warehouse";
    private const string WarehouseVariable = "WAREHOUSE_URL";
    private const string FolderVariable = "Staging__Folder";

    /// <param name="service">The service.</param>
    /// <param name="name">Of this process of it.</param>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="program">The service's program.</param>
    /// <param name="others">Every process of a service by its name, with its address.</param>
    public LaunchSpec Launch(ServiceKind service, string name, string url, string program, IReadOnlyDictionary<string, string> others) => new()
    {
        Name = name,
        Program = Installation.Dotnet,
        Arguments = [program, .. service.Name == ServiceKind.Orchestrator ? others.Select(other => $"--Orchestrator:Services:{other.Key}={other.Value}") : []],
        Folder = Path.GetDirectoryName(program)!,
        Environment = Environment(service, url),
        Log = mesh.Log(name),
    };

    private Dictionary<string, string> Environment(ServiceKind service, string url)
    {
        var settings = new Dictionary<string, string>
        {
            [MeshFolder.Mark] = mesh.Path,
            ["Urls"] = url,
            ["Scratch"] = mesh.Scratch,
            ["Bus__ServiceUrl"] = emulator.Url,
            ["Bus__Region"] = CloudEmulator.Region,
            ["Bus__AccessKey"] = CloudEmulator.AnyCredentials,
            ["Bus__SecretKey"] = CloudEmulator.AnyCredentials,
            ["Staging__Bucket"] = shell.Variable(FolderVariable) is { Length: > 0 } ? "" : CloudEmulator.Bucket,
            ["Staging__ServiceUrl"] = emulator.Url,
            ["Staging__Region"] = CloudEmulator.Region,
            ["Staging__ForcePathStyle"] = "true",
            ["Staging__AccessKey"] = CloudEmulator.AnyCredentials,
            ["Staging__SecretKey"] = CloudEmulator.AnyCredentials,
        };
        if (shell.Variable(WarehouseVariable) is not { Length: > 0 })
            settings[WarehouseVariable] = postgres.WarehouseUrl(WarehouseDatabase);
        if (service.Name == ServiceKind.Orchestrator)
        {
            settings["Orchestrator__Database"] = postgres.ConnectionString(OrchestratorDatabase);
            settings["Orchestrator__Token"] = PrivateFile.Secret(mesh.Token);
        }

        // A fault of one service: ETLMESH_FAULT_QUALITY_GATE. The bare ETLMESH_FAULT reaches all.
        if (shell.Variable($"{FaultPlan.Variable}_{service.Name.Replace('-', '_').ToUpperInvariant()}") is { Length: > 0 } fault)
            settings[FaultPlan.Variable] = fault;
        return settings;
    }
}
