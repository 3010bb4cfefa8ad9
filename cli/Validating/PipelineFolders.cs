using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>The folders of the pipelines that a command names. A wrong name is wrong usage.</summary>
public static class PipelineFolders
{
    /// <summary>The absolute folder of one pipeline.</summary>
    /// <param name="pipeline">A name under <c>pipelines/</c>, or the path of a pipeline's folder or file.</param>
    /// <param name="shell">Relative paths start at its folder.</param>
    public static string Find(string pipeline, Shell shell)
    {
        try
        {
            return PipelineLocator.Find(pipeline, shell.Folder);
        }
        catch (TerminalEtlException unknown)
        {
            throw new UsageException(unknown.Message);
        }
    }

    /// <summary>The absolute folders of all pipelines below <c>pipelines/</c>; at least one.</summary>
    public static IReadOnlyList<string> All(Shell shell)
    {
        var folders = PipelineLocator.All(shell.Folder);
        return folders.Count > 0
            ? folders
            : throw new UsageException($"there is no pipeline below {Path.Combine(shell.Folder, "pipelines")}; go to the folder that holds pipelines/, or write the path of a pipeline's folder.");
    }
}
