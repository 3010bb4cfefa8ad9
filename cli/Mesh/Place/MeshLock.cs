using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Held by the one command that may start or stop processes of a mesh; the operating system lets go of it with the process.</summary>
public sealed class MeshLock : IDisposable
{
    private readonly FileStream file;

    private MeshLock(FileStream file) => this.file = file;

    /// <exception cref="TransientEtlException">Another command has it.</exception>
    public static MeshLock Take(MeshFolder folder)
    {
        try
        {
            return new MeshLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (File.Exists(folder.Lock))
        {
            throw new TransientEtlException($"Another `etlmesh up` or `etlmesh down` is at work on the mesh of {folder.Home}; run the same command again when it has ended.", taken);
        }
    }

    public void Dispose() => file.Dispose();
}
