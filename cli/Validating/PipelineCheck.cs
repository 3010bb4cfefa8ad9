using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>Reads a pipeline strictly, and tells its problems by the paths that a person would type.</summary>
public static class PipelineCheck
{
    private static readonly IReadOnlyDictionary<string, string> NoQueries = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <param name="folder">The pipeline's folder, absolute.</param>
    /// <param name="date">The business date; null for the schedule's.</param>
    /// <param name="shell">Environment, clock and the folder that paths are told from.</param>
    public static CheckedPipeline Read(string folder, DateOnly? date, Shell shell)
    {
        var read = PipelineReader.Read(folder, date, shell.Variable, shell.Time);
        return read with { Problems = Told([.. read.Problems, .. QueryProblems(read, folder)], folder, shell) };
    }

    private static IEnumerable<Problem> QueryProblems(CheckedPipeline read, string folder)
    {
        foreach (var (name, sql) in read.Definition?.Lake is null ? NoQueries : NamedQueries.In(folder))
        {
            Problem? problem = null;
            try
            {
                NamedQuery.Parse(name, sql);
            }
            catch (TerminalEtlException wrong)
            {
                problem = new Problem($"queries/{name}.sql", 0, 0, wrong.Message.TrimEnd('.'), "then validate again");
            }

            if (problem is not null)
                yield return problem;
        }
    }

    private static IReadOnlyList<Problem> Told(IReadOnlyList<Problem> problems, string folder, Shell shell)
    {
        var relative = Path.GetRelativePath(shell.Folder, folder);
        var place = relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
        return [.. problems.Select(problem => problem with { File = place == "." ? problem.File : Path.Combine(place, problem.File) })];
    }
}
