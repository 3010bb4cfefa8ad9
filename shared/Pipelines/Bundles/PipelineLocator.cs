using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Finds the folder of a pipeline that a person names.</summary>
public static class PipelineLocator
{
    private const string Home = "pipelines";

    /// <summary>The absolute folder of <c>pipelines/&lt;name&gt;</c>, or of a path to a pipeline's folder or file.</summary>
    /// <exception cref="TerminalEtlException">There is no such pipeline; the message names the nearest or the known ones.</exception>
    public static string Find(string nameOrPath, string currentDirectory)
    {
        var given = Path.TrimEndingDirectorySeparator(nameOrPath);
        if (Path.GetFileName(given) == PipelineFile.Name)
        {
            given = Path.GetDirectoryName(given) is { Length: > 0 } parent ? parent : ".";
        }

        string[] places = [Path.GetFullPath(Path.Combine(Home, given), currentDirectory), Path.GetFullPath(given, currentDirectory)];
        if (places.FirstOrDefault(place => given.Length > 0 && File.Exists(Path.Combine(place, PipelineFile.Name))) is { } found)
        {
            return found;
        }

        var names = All(currentDirectory).Select(folder => Path.GetFileName(folder)).ToList();
        var remedy = names.Count == 0
            ? $"there is none below {Home}/ of this folder: go to the folder that holds {Home}/, or write the path to a pipeline's folder"
            : Nearest.Remedy(nameOrPath, names, "the pipelines here are");
        throw new TerminalEtlException($"Looking for the pipeline {nameOrPath}: neither {Home}/{nameOrPath} nor the folder {nameOrPath} holds a {PipelineFile.Name}; {remedy}");
    }

    /// <summary>The absolute folders of all pipelines below <c>pipelines/</c>, by name.</summary>
    public static IReadOnlyList<string> All(string currentDirectory)
    {
        var home = Path.GetFullPath(Home, currentDirectory);
        return Directory.Exists(home)
            ? [.. Directory.GetDirectories(home).Where(d => File.Exists(Path.Combine(d, PipelineFile.Name))).Order(StringComparer.Ordinal)]
            : [];
    }
}
