using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Staging;

/// <summary>Folders of a local store: made, flushed, and gone when empty.</summary>
internal static partial class LocalFolders
{
    // Each lost race is a sibling that ended; more of them in a row than this is a folder that cannot be made at all.
    private const int LostRaces = 1000;

    /// <summary>Makes an empty file and the folders above it. From then on <see cref="RemoveEmpty"/> leaves these folders alone.</summary>
    public static void CreateFile(string path)
    {
        for (var lost = 0; ; lost++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Create(path).Dispose();
                return;
            }
            catch (Exception e) when (lost < LostRaces && e is (DirectoryNotFoundException or FileNotFoundException))
            {
                // A sibling that gave up removed the folder, which was still empty.
            }
        }
    }

    /// <summary>Removes the folder and its parents below <paramref name="root"/> as far as they are empty.</summary>
    public static void RemoveEmpty(string folder, string root)
    {
        while (folder.Length > root.Length)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // Another removed it.
            }
            catch (IOException)
            {
                return; // Not empty, or in use by another writer.
            }

            folder = Path.GetDirectoryName(folder)!;
        }
    }

    /// <summary>A rename is durable when its folder is flushed; Windows does that by itself.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"Flushing the folder {folder}: it cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // Some file systems flush no folders and say so; their renames need none.
        _ = FSync(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);
}
