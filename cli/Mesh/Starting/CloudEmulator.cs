using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>The emulator of SQS, SNS and S3: queues, messages and objects live in the mesh's folder and survive a kill.</summary>
/// <param name="port">Where it listens.</param>
public sealed class CloudEmulator(int port)
{
    public const string Name = "emulator";

    /// <summary>Of staged data.</summary>
    public const string Bucket = "etlmesh";

    public const string Region = "us-east-1";

    /// <summary>It does not check signatures; any credentials do.</summary>
    public const string AnyCredentials = "etlmesh";

    public string Url => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <param name="mesh">Whose it is.</param>
    /// <param name="installed">The folder of its program.</param>
    public LaunchSpec Server(MeshFolder mesh, string installed) => new()
    {
        Name = Name,
        Program = Installation.NodeOf(installed),
        Arguments = ["start.js", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", mesh.Emulator, "--bucket", Bucket, "--keep"],
        Folder = installed,
        Environment = new Dictionary<string, string> { [MeshFolder.Mark] = mesh.Path },
        Log = mesh.Log(Name),
    };
}
