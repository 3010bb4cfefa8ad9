using EtlMesh.Jinja;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Reads the checks of a project: those declared in YAML and the singular tests; renders each once to learn what it reads.</summary>
internal sealed class CheckReader(ProjectFile project, ProjectFiles files, ProjectProperties properties, ProjectContext context, ProblemLog problems)
{
    private readonly CheckArguments _arguments = new(problems);

    /// <param name="nodes">The enabled models and seeds; what is declared on others is left out.</param>
    public IReadOnlyList<CheckDraft> Read(IReadOnlyDictionary<string, NodeDraft> nodes)
    {
        var sources = new Dictionary<string, CheckSource>(StringComparer.Ordinal);
        foreach (var source in Declared(nodes).Concat(Singular()))
        {
            if (!sources.TryAdd(source.Id, source))
                problems.Add(source.At, $"two checks are called `{source.Id}`: the other is at {sources[source.Id].At.File}:{sources[source.Id].At.Line}", "remove one of them, or give it a `name` of its own");
        }

        return [.. sources.Values.Select(Draft).OfType<CheckDraft>()];
    }

    private IEnumerable<CheckSource> Declared(IReadOnlyDictionary<string, NodeDraft> nodes)
    {
        foreach (var described in properties.Models.Values.Concat(properties.Seeds.Values).Where(p => nodes.ContainsKey(p.Name)))
        {
            foreach (var check in described.Checks)
            {
                if (Generic(check, described.Name, nodes[described.Name].Source.Fqn) is { } source) yield return source with { Node = described.Name };
            }
        }

        foreach (var (table, described) in properties.Sources)
        {
            foreach (var check in described.Checks)
            {
                if (Generic(check, $"{table.Source}_{table.Table}", [project.Name], "source_") is { } source) yield return source with { Table = table };
            }
        }
    }

    private CheckSource? Generic(DeclaredCheck check, string subject, IReadOnlyList<string> fqn, string prefix = "")
    {
        var macro = context.Macros.FirstOrDefault(m => m.IsGenericTest && string.Equals(m.Name, "test_" + check.Test, StringComparison.Ordinal));
        if (macro is null && !CheckArguments.BuiltIn.ContainsKey(check.Test))
        {
            var known = CheckArguments.BuiltIn.Keys.Concat(context.Macros.Where(m => m.IsGenericTest).Select(m => m.Name["test_".Length..])).ToList();
            problems.Add(check.At, $"there is no test `{check.Test}`", Nearest.Remedy(check.Test, known, "write one as a `{% test %}` block under tests/generic/, or use one of"));
            return null;
        }

        var kind = macro is null ? CheckArguments.BuiltIn[check.Test] : CheckKind.Custom;
        if (!_arguments.AreSound(check, kind, macro?.Parameters ?? [])) return null;
        var named = check.Arguments.Select(a => KeyValuePair.Create(a.Key, a.Value.Value));
        if (check.Column is not null) named = named.Append(KeyValuePair.Create("column_name", (object?)check.Column));
        var config = new NodeConfig();
        project.Tests.Apply(fqn, config);
        config.SetAll(check.Config);
        return new CheckSource
        {
            Id = check.Name is { } name ? CheckId.Shortened(name, name) : CheckId.Of(prefix + check.Test, subject, named),
            Kind = kind,
            Test = check.Test,
            At = check.At,
            Config = config,
            Description = check.Description,
            Column = check.Column,
            ColumnSql = check.Column is null ? "" : check.Quoted ? RelationName.Quote(check.Column) : check.Column,
            Arguments = check.Arguments,
            Macro = macro,
        };
    }

    private IEnumerable<CheckSource> Singular()
    {
        var generic = project.TestPaths.Select(p => p + "/generic/").ToList();
        foreach (var path in files.Below(project.TestPaths, ".sql").Where(p => !generic.Exists(g => p.StartsWith(g, StringComparison.Ordinal))))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var described = properties.Singular.GetValueOrDefault(name);
            var config = new NodeConfig();
            project.Tests.Apply(ModelReader.Fqn(project.Name, project.TestPaths, path), config);
            if (described is not null) config.SetAll(described.Config);
            if (Parse(path) is { } template)
                yield return new CheckSource { Id = CheckId.Shortened(name, name), Kind = CheckKind.Singular, Test = name, At = new Place(path, 1, 1), Config = config, Description = described?.Description ?? "", Template = template };
        }
    }

    private JinjaTemplate? Parse(string path)
    {
        try
        {
            return files.Text(path) is { } text ? JinjaTemplate.Parse(text, path) : null;
        }
        catch (JinjaException e)
        {
            problems.Add(e);
            return null;
        }
    }

    private CheckDraft? Draft(CheckSource source)
    {
        var rendering = source.Begin(context, PlaceholderRelations.Instance);
        ConfigText.Render(rendering, problems);
        if (!ModelConfig.Flag(rendering.Config, "enabled", true, problems)) return null;
        try
        {
            var sql = SqlText.Trim(CheckQuery.Render(source, rendering));
            if (!ModelConfig.Flag(rendering.Config, "enabled", true, problems)) return null;
            if (sql.Length == 0) problems.Add(source.At, "the test gives no SQL", "write one SELECT of the failing rows, or delete the file");
        }
        catch (JinjaException e)
        {
            problems.Add(e);
        }

        return new CheckDraft(source, CheckConfig.Read(rendering.Config, problems), rendering.Refs, rendering.Sources);
    }
}
