using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Reads a pipeline as strictly as can be: the file, the environment that it refers to, and its models.</summary>
public static class PipelineReader
{
    /// <param name="folder">The pipeline's folder, absolute.</param>
    /// <param name="date">The business date; null for the schedule's.</param>
    /// <param name="variable">The environment that the pipeline will run in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="unpacked">The folder is a bundle's, which holds no more than a bundle may.</param>
    public static CheckedPipeline Read(string folder, DateOnly? date, Func<string, string?> variable, TimeProvider time, bool unpacked = false)
    {
        var file = PipelineFile.Read(folder, variable);
        if (file.Definition is not { } definition)
            return new CheckedPipeline { Folder = folder, Problems = file.Problems };

        // Not read any further: a link leads out of the folder.
        if (!unpacked && BundleBuilder.Refused(folder, definition) is { Count: > 0 } refused)
            return new CheckedPipeline { Folder = folder, Definition = definition, Problems = refused };

        var project = ProjectReader.Read(Path.GetFullPath(definition.Models, folder), new ProjectSettings
        {
            Pipeline = definition.Name,
            Vars = definition.Vars,
            Sources = [.. from source in definition.Sources from table in source.Tables select new SourceTable(source.Name, table.Name)],
            Environment = variable,
            RunDate = date ?? ScheduleDates.Today(definition.Schedule, time),
            FolderInPipeline = definition.Models,
        });
        return new CheckedPipeline { Folder = folder, Definition = definition, Project = project.Project, Problems = [.. file.Problems, .. project.Problems, .. LakeProblems(definition, project.Project)] };
    }

    private static IEnumerable<Problem> LakeProblems(PipelineDefinition definition, SqlProject? project)
    {
        if (project is null)
            return [];
        var models = project.Models.Select(model => model.Name).Concat(project.Seeds.Select(seed => seed.Name)).ToHashSet(StringComparer.Ordinal);
        return (definition.Lake?.Tables ?? []).Where(table => !models.Contains(table.Model)).Select(table => new Problem(
            PipelineFile.Name, 0, 0, $"`lake` names the model `{table.Model}`, which is not in the project", $"the models are {string.Join(", ", models.Order(StringComparer.Ordinal))}"));
    }
}
