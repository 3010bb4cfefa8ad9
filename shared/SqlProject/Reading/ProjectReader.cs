namespace EtlMesh.SqlProject;

/// <summary>Reads a dbt project's folder. Needs no warehouse.</summary>
public static class ProjectReader
{
    /// <summary>Reads everything below <paramref name="folder"/> and returns the project, or all that is wrong with it; bad input does not throw.</summary>
    public static SqlProjectResult Read(string folder, ProjectSettings settings)
    {
        var problems = new ProblemLog(settings.FolderInPipeline);
        var files = new ProjectFiles(folder, problems);
        UnsupportedFiles.Report(files, problems);
        if (ProjectFile.Read(files, problems) is not { } project) return new SqlProjectResult(null, problems.InOrder());

        var context = new ProjectContext(project.Name, settings, project.Vars, new MacroReader(project, files, problems).Read());
        var properties = ReadProperties(project, files, problems);
        var all = new SortedDictionary<string, NodeDraft>(StringComparer.Ordinal);
        foreach (var draft in new ModelReader(project, files, properties, problems).Read(context).Concat(new SeedReader(project, files, properties, problems).Read(context)))
        {
            if (!all.TryAdd(draft.Name, draft))
                problems.Add(new Place(draft.Path), $"`{draft.Name}` is a model and a seed: the model is {all[draft.Name].Path}", "rename one of the files");
        }

        var enabled = all.Where(n => n.Value.Enabled).ToDictionary(n => n.Key, n => n.Value, StringComparer.Ordinal);
        var checks = new CheckReader(project, files, properties, context, problems).Read(enabled);
        var references = new ReferenceCheck(all, settings.Sources, problems);
        references.CheckDescribed(properties);
        foreach (var node in enabled.Values)
            references.Check(node.Refs, node.Sources);
        foreach (var check in checks)
            references.Check(check.Refs, check.Sources);
        CheckNames(enabled.Values, problems);
        CycleFinder.Report(enabled, problems);
        return problems.Count > 0
            ? new SqlProjectResult(null, problems.InOrder())
            : new SqlProjectResult(ProjectBuilder.Build(context, enabled, checks), []);
    }

    private static ProjectProperties ReadProperties(ProjectFile project, ProjectFiles files, ProblemLog problems)
    {
        var properties = new ProjectProperties();
        var reader = new PropertyFile(properties, problems);
        var folders = project.ModelPaths.Concat(project.SeedPaths).Concat(project.TestPaths).Concat(project.MacroPaths);
        foreach (var path in files.Below(folders, ".yml", ".yaml"))
        {
            if (files.Text(path) is { } text && YamlText.Parse(text, path, problems) is { } root) reader.Read(root);
        }

        return properties;
    }

    /// <summary>Two things must not be published under one name; engines do not tell upper case from lower.</summary>
    private static void CheckNames(IEnumerable<NodeDraft> nodes, ProblemLog problems)
    {
        foreach (var same in nodes.Where(n => n.Materialization != Materialization.Ephemeral).GroupBy(n => $"{n.Schema}.{n.Alias}", StringComparer.OrdinalIgnoreCase))
        {
            foreach (var other in same.Skip(1))
                problems.Add(new Place(other.Path), $"`{same.Key}` is also the name of {same.First().Path}", "give one of them another `alias` or `schema`");
        }
    }
}
