using System.Text.RegularExpressions;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Reads the seeds' files and settings.</summary>
internal sealed partial class SeedReader(ProjectFile project, ProjectFiles files, ProjectProperties properties, ProblemLog problems)
{
    public IReadOnlyList<NodeDraft> Read(ProjectContext context)
    {
        var drafts = new Dictionary<string, NodeDraft>(StringComparer.Ordinal);
        foreach (var path in files.Below(project.SeedPaths, ".csv"))
        {
            var draft = Draft(path, context);
            if (!drafts.TryAdd(draft.Name, draft))
                problems.Add(new Place(path), $"two seeds are called `{draft.Name}`: the other is {drafts[draft.Name].Path}", "rename one of the files; a seed's name is its file's");
        }

        project.Seeds.Check([.. drafts.Values.Select(d => d.Source.Fqn)], problems);
        return [.. drafts.Values];
    }

    private NodeDraft Draft(string path, ProjectContext context)
    {
        var fqn = ModelReader.Fqn(project.Name, project.SeedPaths, path);
        var described = properties.Seeds.GetValueOrDefault(fqn[^1]);
        var config = new NodeConfig();
        project.Seeds.Apply(fqn, config);
        if (described is not null) config.SetAll(described.Config);
        var source = new ModelSource(fqn[^1], path, fqn, null, config, described?.Description ?? "");
        var rendering = source.Begin(context, PlaceholderRelations.Instance);
        ConfigText.Render(rendering, problems);
        config = rendering.Config;
        var enabled = ModelConfig.Enabled(config, problems);
        ModelConfig.Refuse(config, problems);
        if (config["delimiter"] is { Value: not ("," or null) } delimiter) problems.Add(delimiter.At, "seeds are separated by commas", "write the file with commas");
        var table = enabled && files.Text(path) is { } text ? SeedFile.Read(path, text, problems) : null;
        return new NodeDraft(source, config, enabled, Materialization.Seed, ModelConfig.Schema(config, problems), ModelConfig.Alias(config, fqn[^1], problems))
        {
            Columns = table is null ? [] : Columns(table.Value.Header, table.Value.Rows, config),
            Rows = table?.Rows ?? [],
        };
    }

    private IReadOnlyList<SeedColumn> Columns(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string?>> rows, NodeConfig config)
    {
        var declared = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (config["column_types"] is { Value: IReadOnlyDictionary<string, object?> types } setting)
        {
            foreach (var (column, type) in types)
            {
                declared[column] = type;
                if (!header.Contains(column, StringComparer.OrdinalIgnoreCase))
                    problems.Add(setting.At, $"`column_types` names `{column}`, which the seed does not have", Nearest.Remedy(column, [.. header], "its columns are"));
                else if (type is not string text || !TypeName().IsMatch(text))
                    problems.Add(setting.At, $"`{type}` is no SQL type for `{column}`", "write a type such as bigint or decimal(12,2)");
            }
        }

        return [.. header.Select((name, i) => new SeedColumn(name, declared.GetValueOrDefault(name) as string ?? SeedTypes.Narrowest(rows.Select(r => r[i]))))];
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_ ]*(\(\s*\d+\s*(,\s*\d+\s*)?\))?[A-Za-z ]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TypeName();
}
