using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Which files of a pipeline's folder belong to its bundle.</summary>
internal static class BundleContents
{
    // Data and what tools leave behind; only beside the pipeline file or the dbt project, as a models' folder may have such a name too.
    private static readonly string[] LeftOut = ["sample", "target", "dbt_packages", "logs"];

    /// <summary>Paths relative to the root with <c>/</c>, in ordinal order.</summary>
    /// <exception cref="TerminalEtlException">A link, too many files or bytes.</exception>
    public static IReadOnlyList<string> Of(string root, string models)
    {
        var (files, refused) = Look(root, models);
        if (refused is [var first, ..])
        {
            throw new TerminalEtlException($"Bundling {root}: {first.File}: {first.Message}; {first.Remedy}.");
        }

        var bytes = files.Sum(f => f.Bytes);
        if (bytes > BundleLimits.MaxBytes || files.Count > BundleLimits.MaxFiles)
        {
            var largest = string.Join(", ", files.OrderByDescending(f => f.Bytes).ThenBy(f => f.Name, StringComparer.Ordinal).Take(3).Select(f => $"{f.Name} ({Megabytes(f.Bytes)})"));
            throw new TerminalEtlException(
                $"Bundling {root}: {files.Count} files of {Megabytes(bytes)} are more than the {BundleLimits.MaxFiles} files and {Megabytes(BundleLimits.MaxBytes)} of a bundle; the largest are {largest}. Move data to sample/ or out of the pipeline's folder.");
        }

        return [.. files.Select(f => f.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>What may not be in a bundle.</summary>
    public static IReadOnlyList<Problem> Refused(string root, string models) => Look(root, models).Refused;

    private static (List<(string Name, long Bytes)> Files, List<Problem> Refused) Look(string root, string models)
    {
        var project = Path.GetFullPath(models, root).TrimEnd(Path.DirectorySeparatorChar);
        var (files, refused) = (new List<(string Name, long Bytes)>(), new List<Problem>());
        Collect(new DirectoryInfo(root), root, project, files, refused);
        return (files, [.. refused.OrderBy(p => p.File, StringComparer.Ordinal)]);
    }

    private static void Collect(DirectoryInfo folder, string root, string project, List<(string Name, long Bytes)> files, List<Problem> refused)
    {
        var isTop = folder.FullName == root || folder.FullName == project;
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item.Name.StartsWith('.') || (isTop && item is DirectoryInfo && LeftOut.Contains(item.Name)))
            {
                continue;
            }

            var name = Path.GetRelativePath(root, item.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (item.LinkTarget is not null)
            {
                refused.Add(new Problem(name, 0, 0, "this is a link, which may lead anywhere", $"put the {(item is DirectoryInfo ? "folder" : "file")} itself there"));
            }
            else if (item is DirectoryInfo inner)
            {
                Collect(inner, root, project, files, refused);
            }
            else if (name == BundleOrigin.FileName)
            {
                refused.Add(new Problem(name, 0, 0, "the name is taken by the bundle itself", "rename the file"));
            }
            else
            {
                files.Add((name, ((FileInfo)item).Length));
            }
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}
