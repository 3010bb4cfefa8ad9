using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>Folders for an attempt's spilled memory.</summary>
internal static class AttemptScratch
{
    /// <summary>The folder of an attempt below the extractor's.</summary>
    public static string FolderOf(string root, AttemptPlace place) => Path.Combine(Path.GetFullPath(root), place.ToString());

    /// <summary>Makes a folder, also when its empty parents are being removed behind another slice.</summary>
    public static void Make(string folder)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return;
            }
            catch (DirectoryNotFoundException) when (tries < 100)
            {
                // a parent went after it was found there
            }
        }
    }

    /// <summary>Removes a folder and its parents up to the root as far as they are empty. A missing one is fine.</summary>
    public static void Remove(string folder, string root)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        var top = Path.GetFullPath(root);
        for (var parent = Path.GetDirectoryName(folder)!; parent.Length >= top.Length; parent = Path.GetDirectoryName(parent)!)
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
