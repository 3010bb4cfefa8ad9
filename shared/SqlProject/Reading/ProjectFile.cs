using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary><c>dbt_project.yml</c>.</summary>
internal sealed record ProjectFile
{
    public const string FileName = "dbt_project.yml";

    private static readonly string[] Known =
    [
        "name", "version", "config-version", "profile", "model-paths", "seed-paths", "macro-paths", "test-paths", "analysis-paths", "snapshot-paths",
        "docs-paths", "asset-paths", "target-path", "log-path", "clean-targets", "packages-install-path", "require-dbt-version", "query-comment", "flags",
        "vars", "models", "seeds", "tests", "data_tests", "sources", "exposures",
    ];

    private static readonly SortedDictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["on-run-start"] = "hooks do not run: write it as a model",
        ["on-run-end"] = "hooks do not run: write it as a model, or name readers under `grants` of the pipeline file",
        ["dispatch"] = "macros are called by their own names: leave it out",
        ["snapshots"] = "snapshots are not supported: leave it out",
        ["metrics"] = "metrics are not supported: leave it out",
        ["semantic-models"] = "semantic models are not supported: leave it out",
        ["saved-queries"] = "saved queries are not supported: leave it out",
        ["quoting"] = "names are always quoted: leave it out",
    };

    public required string Name { get; init; }

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required IReadOnlyList<string> SeedPaths { get; init; }

    public required IReadOnlyList<string> MacroPaths { get; init; }

    public required IReadOnlyList<string> TestPaths { get; init; }

    /// <summary>Global vars, overlaid by those under the project's name.</summary>
    public required IReadOnlyDictionary<string, object?> Vars { get; init; }

    public required ConfigTree Models { get; init; }

    public required ConfigTree Seeds { get; init; }

    public required ConfigTree Tests { get; init; }

    /// <summary>Null, with problems noted, when the file is missing or is none.</summary>
    public static ProjectFile? Read(ProjectFiles files, ProblemLog problems)
    {
        if (!files.Exists(FileName))
        {
            problems.Add(new Place(FileName), "there is no such file", "create it beside the models folder, with at least `name: my_project`");
            return null;
        }

        if (files.Text(FileName) is not { } text) return null;
        var before = problems.Count;
        if (YamlText.Parse(text, FileName, problems) is not { } root)
        {
            if (problems.Count == before) problems.Add(new Place(FileName), "the file is empty", "write at least `name: my_project`");
            return null;
        }

        CheckKeys(root, problems);
        var name = root["name"]?.Text;
        if (name is null || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            problems.Add(root["name"]?.At ?? new Place(FileName, 1), name is null ? "the project has no name" : $"`{name}` is no project name", "write `name:` with letters, digits and _");
            return null;
        }

        return new ProjectFile
        {
            Name = name,
            ModelPaths = Paths(root, "model-paths", "models", problems),
            SeedPaths = Paths(root, "seed-paths", "seeds", problems),
            MacroPaths = Paths(root, "macro-paths", "macros", problems),
            TestPaths = Paths(root, "test-paths", "tests", problems),
            Vars = ReadVars(root["vars"], name),
            Models = new ConfigTree(root["models"], name),
            Seeds = new ConfigTree(root["seeds"], name),
            Tests = new ConfigTree(root["data_tests"] ?? root["tests"], name),
        };
    }

    private static void CheckKeys(YamlPart root, ProblemLog problems)
    {
        foreach (var (key, at, value) in root.Entries())
        {
            if (Refused.TryGetValue(key, out var remedy))
            {
                if (value.Value() is not null and not List<object?> { Count: 0 }) problems.Add(at, $"`{key}` is not supported", remedy);
            }
            else if (!Known.Contains(key, StringComparer.Ordinal))
            {
                problems.Add(at, $"unknown key `{key}`", Nearest.Remedy(key, Known, "the keys are"));
            }
        }
    }

    private static List<string> Paths(YamlPart root, string key, string fallback, ProblemLog problems)
    {
        if (root[key] is not { } part) return [fallback];
        var paths = new List<string>();
        foreach (var item in part.Items())
        {
            var path = item.Text?.Replace('\\', '/').Trim('/') ?? "";
            if (path.Length == 0 || Path.IsPathRooted(item.Text!) || path.Split('/').Contains("..", StringComparer.Ordinal))
                problems.Add(item.At, $"`{item.Text}` in `{key}` is no folder of the project", "name a folder below dbt_project.yml, without `..`");
            else
                paths.Add(path);
        }

        return paths;
    }

    private static Dictionary<string, object?> ReadVars(YamlPart? part, string project)
    {
        var vars = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, _, value) in part?.Entries() ?? [])
        {
            if (!string.Equals(key, project, StringComparison.Ordinal) || !value.IsMap) vars[key] = value.Value();
        }

        foreach (var (key, _, value) in part?[project]?.Entries() ?? [])
            vars[key] = value.Value();
        return vars;
    }
}
