using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Reads the models' files and renders each once, to learn its settings and what it refers to.</summary>
internal sealed class ModelReader(ProjectFile project, ProjectFiles files, ProjectProperties properties, ProblemLog problems)
{
    public IReadOnlyList<NodeDraft> Read(ProjectContext context)
    {
        foreach (var python in files.Below(project.ModelPaths, ".py"))
            problems.Add(new Place(python), "Python models are not supported", "write the model in SQL");
        var sources = new Dictionary<string, ModelSource>(StringComparer.Ordinal);
        foreach (var path in files.Below(project.ModelPaths, ".sql"))
        {
            var source = Open(path);
            if (!sources.TryAdd(source.Name, source))
                problems.Add(new Place(path), $"two models are called `{source.Name}`: the other is {sources[source.Name].Path}", "rename one of the files; a model's name is its file's");
        }

        project.Models.Check([.. sources.Values.Select(s => s.Fqn)], problems);
        return [.. sources.Values.Select(source => Draft(source, context))];
    }

    /// <summary>Project, folders below the models folder, name.</summary>
    public static IReadOnlyList<string> Fqn(string project, IEnumerable<string> roots, string path)
    {
        var root = roots.Where(r => path.StartsWith(r + "/", StringComparison.Ordinal)).MaxBy(r => r.Length) ?? "";
        var below = path[(root.Length == 0 ? 0 : root.Length + 1)..];
        return [project, .. below[..^Path.GetExtension(below).Length].Split('/')];
    }

    private ModelSource Open(string path)
    {
        var fqn = Fqn(project.Name, project.ModelPaths, path);
        var described = properties.Models.GetValueOrDefault(fqn[^1]);
        var config = new NodeConfig();
        project.Models.Apply(fqn, config);
        if (described is not null) config.SetAll(described.Config);
        JinjaTemplate? template = null;
        try
        {
            template = files.Text(path) is { } text ? JinjaTemplate.Parse(text, path) : null;
        }
        catch (JinjaException e)
        {
            problems.Add(e);
        }

        return new ModelSource(fqn[^1], path, fqn, template, config, described?.Description ?? "");
    }

    private NodeDraft Draft(ModelSource source, ProjectContext context)
    {
        var rendering = source.Begin(context, PlaceholderRelations.Instance);
        ConfigText.Render(rendering, problems);
        if (source.Template is not null && rendering.Config["enabled"]?.Value is not false)
        {
            try
            {
                var sql = rendering.Render(source.Template);
                if (string.IsNullOrWhiteSpace(SqlText.Trim(sql)) && rendering.Config["enabled"]?.Value is not false)
                    problems.Add(new Place(source.Path, 1, 1), "the model gives no SQL", "write one SELECT, or delete the file");
            }
            catch (JinjaException e)
            {
                problems.Add(e);
            }
        }

        var config = rendering.Config;
        var enabled = ModelConfig.Enabled(config, problems);
        if (enabled) ModelConfig.Refuse(config, problems);
        return new NodeDraft(source, config, enabled, ModelConfig.Kind(config, problems), ModelConfig.Schema(config, problems), ModelConfig.Alias(config, source.Name, problems))
        {
            Refs = rendering.Refs,
            Sources = rendering.Sources,
        };
    }
}
