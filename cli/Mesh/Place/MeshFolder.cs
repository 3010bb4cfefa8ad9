namespace EtlMesh.Cli;

/// <summary>Where the things of a mesh on this machine are: <c>mesh/</c> below the home.</summary>
/// <param name="home">Absolute.</param>
public sealed class MeshFolder(string home)
{
    /// <summary>In the environment of every process of the mesh: the folder that it belongs to.</summary>
    public const string Mark = "ETLMESH_MESH";

    public string Home => home;

    public string Path { get; } = System.IO.Path.Combine(home, "mesh");

    /// <summary>What runs: <see cref="MeshState"/>.</summary>
    public string State => Below("mesh.json");

    /// <summary>The API's token.</summary>
    public string Token => Below("token");

    public string Lock => Below("lock");

    public string Logs => Below("logs");

    /// <summary>The emulator's queues and objects.</summary>
    public string Emulator => Below("emulator");

    public string Log(string process) => System.IO.Path.Combine(Logs, $"{process}.log");

    /// <summary>Temporary files of all services.</summary>
    public string Scratch => Below("scratch");

    /// <summary>The cluster of PostgreSQL, where its user can reach it.</summary>
    public string Postgres => Below("postgres");

    /// <summary>Makes the folder. Others may pass through it, as the database's own user must, and see nothing.</summary>
    public void Create()
    {
        Directory.CreateDirectory(home);
        Directory.CreateDirectory(Path);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}
