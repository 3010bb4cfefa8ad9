using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>Reads a pipeline as strictly as can be: the file, the environment that it refers to, and its models.</summary>
public static class PipelineCheck
{
    /// <param name="folder">The pipeline's folder, absolute.</param>
    /// <param name="date">The business date; null for the schedule's.</param>
    /// <param name="shell">Environment, clock and the folder that paths are told from.</param>
    public static CheckedPipeline Read(string folder, DateOnly? date, Shell shell)
    {
        var file = PipelineFile.Read(folder, shell.Variable);
        if (file.Definition is not { } definition)
            return new CheckedPipeline { Folder = folder, Problems = Told(file.Problems, folder, shell) };

        // Not read any further: a link leads out of the folder.
        if (BundleBuilder.Refused(folder, definition) is { Count: > 0 } refused)
            return new CheckedPipeline { Folder = folder, Definition = definition, Problems = Told(refused, folder, shell) };

        var project = ProjectReader.Read(Path.GetFullPath(definition.Models, folder), new ProjectSettings
        {
            Pipeline = definition.Name,
            Vars = definition.Vars,
            Sources = [.. from source in definition.Sources from table in source.Tables select new SourceTable(source.Name, table.Name)],
            Environment = shell.Variable,
            RunDate = date ?? RunDates.Default(definition.Schedule, shell.Time),
            FolderInPipeline = definition.Models,
        });
        return new CheckedPipeline
        {
            Folder = folder,
            Definition = definition,
            Project = project.Project,
            Problems = Told([.. file.Problems, .. project.Problems], folder, shell),
        };
    }

    private static IReadOnlyList<Problem> Told(IReadOnlyList<Problem> problems, string folder, Shell shell)
    {
        var relative = Path.GetRelativePath(shell.Folder, folder);
        var place = relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
        return [.. problems.Select(problem => problem with { File = place == "." ? problem.File : Path.Combine(place, problem.File) })];
    }
}
