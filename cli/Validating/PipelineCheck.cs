using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>Reads a pipeline strictly, and tells its problems by the paths that a person would type.</summary>
public static class PipelineCheck
{
    /// <param name="folder">The pipeline's folder, absolute.</param>
    /// <param name="date">The business date; null for the schedule's.</param>
    /// <param name="shell">Environment, clock and the folder that paths are told from.</param>
    public static CheckedPipeline Read(string folder, DateOnly? date, Shell shell)
    {
        var read = PipelineReader.Read(folder, date, shell.Variable, shell.Time);
        return read with { Problems = Told(read.Problems, folder, shell) };
    }

    private static IReadOnlyList<Problem> Told(IReadOnlyList<Problem> problems, string folder, Shell shell)
    {
        var relative = Path.GetRelativePath(shell.Folder, folder);
        var place = relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
        return [.. problems.Select(problem => problem with { File = place == "." ? problem.File : Path.Combine(place, problem.File) })];
    }
}
