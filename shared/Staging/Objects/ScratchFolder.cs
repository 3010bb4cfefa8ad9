using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>A folder of this object's own below a shared one, for files that nobody needs after it. A locked file beside it says that it is in use; what killed processes left is removed by whoever comes next.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Lock = ".lock";
    private const int Tries = 10;

    private readonly string _path;
    private readonly FileStream _lock;
    private int _files;

    private ScratchFolder(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <param name="root">The shared folder; created when it is missing.</param>
    public static ScratchFolder Create(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            RemoveAbandoned(root);
            for (var tried = 1; ; tried++)
            {
                var path = Path.Combine(root, Guid.CreateVersion7().ToString("n"));
                if (Hold(path + Lock, FileMode.CreateNew) is { } held)
                {
                    Directory.CreateDirectory(path);
                    return new ScratchFolder(path, held);
                }

                // Whoever cleans up took the file between its making and its locking.
                if (tried == Tries)
                    throw new IOException($"{path + Lock} cannot be locked");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerminalEtlException($"Making a folder for temporary files in {root}: {e.Message} Set Staging:Scratch to a folder that this process may write.", e);
        }
    }

    /// <summary>An empty file; whoever asked removes it.</summary>
    public string NewFile()
    {
        var path = Path.Combine(_path, Interlocked.Increment(ref _files).ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.Create(path).Dispose();
        return path;
    }

    /// <summary>Removes such a file; it may be gone with its folder.</summary>
    public static void RemoveFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The store was disposed before its reader.
        }
    }

    public void Dispose()
    {
        Remove(_path);
        _lock.Dispose();
    }

    private static void RemoveAbandoned(string root)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*" + Lock))
        {
            using var held = Hold(file, FileMode.Open);
            if (held is not null)
                Remove(file[..^Lock.Length]);
        }
    }

    /// <returns>Nothing when another process holds it, or it is gone.</returns>
    private static FileStream? Hold(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was never made, or another removed it.
        }
    }
}
