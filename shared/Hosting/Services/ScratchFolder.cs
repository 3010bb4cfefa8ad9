using EtlMesh.Contracts;
using Microsoft.Extensions.Hosting;

namespace EtlMesh.Hosting;

/// <summary>A process's own folder for files on their way. It goes with the process; what a killed one left, the next of the same place removes.</summary>
internal sealed class ScratchFolder : IHostedService, IDisposable
{
    private const string Owner = ".owner";
    private readonly FileStream owned;

    /// <param name="root">The folder below which processes have theirs; the system's for temporary files when empty.</param>
    /// <param name="service">The service's name.</param>
    public ScratchFolder(string? root, string service)
    {
        var parent = string.IsNullOrEmpty(root) ? System.IO.Path.Combine(System.IO.Path.GetTempPath(), "etlmesh", service) : System.IO.Path.Combine(System.IO.Path.GetFullPath(root), service);
        Path = System.IO.Path.Combine(parent, Guid.CreateVersion7().ToString("n"));
        try
        {
            Directory.CreateDirectory(parent);
            RemoveAbandoned(parent);
            Directory.CreateDirectory(Path);
            owned = new FileStream(System.IO.Path.Combine(Path, Owner), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new TerminalEtlException($"The setting Scratch: a folder for temporary files cannot be made below {parent}: {refused.Message} Name another place (environment: Scratch).", refused);
        }
    }

    public string Path { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        owned.Dispose();
        Remove(Path);
    }

    /// <summary>Whoever lives holds its owner's file open, and nobody else can.</summary>
    private static void RemoveAbandoned(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent))
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(folder, Owner), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                Remove(folder);
            }
            catch (Exception used) when (used is IOException or UnauthorizedAccessException)
            {
                // in use, another user's, or just being made
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // somebody else removes it, or writes there to the last: the next process does
        }
    }
}
