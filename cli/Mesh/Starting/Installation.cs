namespace EtlMesh.Cli;

/// <summary>Where the programs of the mesh are on this machine.</summary>
/// <param name="shell">The environment.</param>
public sealed class Installation(Shell shell)
{
    /// <summary>Names the folder that holds a folder for each service.</summary>
    public const string ServicesVariable = "ETLMESH_SERVICES";

    /// <summary>The runtime that runs this process runs the services, too.</summary>
    public static string Dotnet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>A service's program; absolute.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public string Program(ServiceKind service)
    {
        var services = shell.Variable(ServicesVariable) is { Length: > 0 } named
            ? Path.GetFullPath(named, shell.Folder)
            : Above(Path.Combine("services", service.Folder)) ?? "services";
        var file = $"EtlMesh.{service.Folder}.dll";
        string[] places = [Path.Combine(services, service.Folder, file), Path.Combine(services, service.Folder, "bin", "Release", "net10.0", file)];
        return places.FirstOrDefault(File.Exists)
            ?? throw new UsageException($"the program of the service {service.Name} is not at {places[^1]}; build it with `dotnet build -c Release` in the checkout, start by the checkout's ./etlmesh, which builds, or name the folder of the services by {ServicesVariable}.");
    }

    /// <summary>The folder of the emulator of SQS, SNS and S3, installed; absolute.</summary>
    /// <exception cref="UsageException">It is not there, or not installed.</exception>
    public static string Emulator()
    {
        var deploy = Above(Path.Combine("deploy", "emulator"))
            ?? throw new UsageException("the emulator of SQS, SNS and S3 (deploy/emulator) is in no folder above this program; start by the checkout's ./etlmesh.");
        var folder = Path.Combine(deploy, "emulator");
        return File.Exists(NodeOf(folder))
            ? folder
            : throw new UsageException($"the emulator of SQS, SNS and S3 is not installed; run `npm ci --prefix {folder}`, or start by the checkout's ./etlmesh, which does.");
    }

    /// <summary>The Node.js that the emulator brings with it.</summary>
    public static string NodeOf(string emulator) => Path.Combine(emulator, "node_modules", ".bin", "node");

    // The parent of what is looked for, in the nearest folder above this program that has it.
    private static string? Above(string part)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var place = Path.Combine(folder.FullName, part);
            if (Directory.Exists(place))
                return Path.GetDirectoryName(place);
        }

        return null;
    }
}
