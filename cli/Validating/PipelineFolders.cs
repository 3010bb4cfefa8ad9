using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Where pipelines are: below <c>pipelines/</c> of the current folder, or wherever a path leads.</summary>
public static class PipelineFolders
{
    private const string Parent = "pipelines";

    /// <summary>The folder of a pipeline.</summary>
    /// <param name="pipeline">A name under <c>pipelines/</c>, or the path of a pipeline's folder or file.</param>
    /// <param name="shell">Relative paths start at its folder.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static string Find(string pipeline, Shell shell)
    {
        var path = Path.GetFullPath(pipeline, shell.Folder);
        var named = Path.Combine(shell.Folder, Parent, pipeline);
        if (!pipeline.Contains('/') && Directory.Exists(named))
            return named;
        if (Path.GetFileName(path) == PipelineFile.Name && File.Exists(path))
            return Path.GetDirectoryName(path)!;
        if (Directory.Exists(path))
            return Path.TrimEndingDirectorySeparator(path);

        var known = Names(shell);
        throw new UsageException($"there is no pipeline {pipeline}: neither {Path.Combine(Parent, pipeline)} nor {pipeline} is a folder below {shell.Folder}; "
            + (known.Count == 0 ? "give the path of a pipeline's folder." : $"below {Parent}/ there are: {string.Join(", ", known)}."));
    }

    /// <summary>Every folder below <c>pipelines/</c> that holds a pipeline file, by name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IReadOnlyList<string> All(Shell shell)
    {
        var folders = Names(shell).Select(name => Path.Combine(shell.Folder, Parent, name)).ToList();
        return folders.Count > 0
            ? folders
            : throw new UsageException($"there is no pipeline below {Path.Combine(shell.Folder, Parent)}; go to the folder that holds {Parent}/, or give the path of a pipeline's folder.");
    }

    private static IReadOnlyList<string> Names(Shell shell)
    {
        var parent = Path.Combine(shell.Folder, Parent);
        return Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent).Where(folder => File.Exists(Path.Combine(folder, PipelineFile.Name))).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
            : [];
    }
}
