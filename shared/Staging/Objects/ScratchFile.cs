using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Files that hold an object on its way.</summary>
internal static class ScratchFile
{
    /// <summary>An empty file of a name that nobody has.</summary>
    public static string Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, Guid.CreateVersion7().ToString("n"));
            File.Create(path).Dispose();
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransientEtlException($"Making a file for an object on its way, in {folder}: {e.Message} Make room there, or set Scratch to another folder.", e);
        }
    }

    /// <summary>Removes it; its folder may be gone already.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The process is ending, and its folder went first.
        }
    }
}
