using System.Globalization;

namespace EtlMesh.Extractor;

/// <summary>Folders for an attempt's spilled memory.</summary>
internal static class AttemptScratch
{
    public static string FolderOf(string root, string pipeline, DateOnly runDate, int attempt) =>
        Path.Combine(Path.GetFullPath(root), pipeline, runDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), attempt.ToString(CultureInfo.InvariantCulture));

    /// <summary>Removes a folder and its parents below the root as far as they are empty. A missing one is fine.</summary>
    public static void Remove(string folder, string root)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        var top = Path.GetFullPath(root);
        for (var parent = Path.GetDirectoryName(folder)!; parent.Length > top.Length; parent = Path.GetDirectoryName(parent)!)
        {
            try
            {
                Directory.Delete(parent);
            }
            catch (DirectoryNotFoundException)
            {
                // never made, or removed by another slice
            }
            catch (IOException)
            {
                return; // in use by another slice
            }
        }
    }
}
