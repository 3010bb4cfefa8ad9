namespace EtlMesh.SqlProject;

/// <summary>The <c>models:</c>, <c>seeds:</c> or <c>tests:</c> part of <c>dbt_project.yml</c>: settings by folder.</summary>
internal sealed class ConfigTree(YamlPart? root, string project)
{
    /// <summary>Settings whose value is a mapping; any other mapping is a folder.</summary>
    private static readonly HashSet<string> MappingSettings = new(StringComparer.Ordinal) { "meta", "column_types", "persist_docs", "grants", "docs", "contract" };

    /// <summary>Sets what holds for a file: <paramref name="fqn"/> is the project, the folders and the name without extension.</summary>
    public void Apply(IReadOnlyList<string> fqn, NodeConfig config)
    {
        var part = root;
        for (var depth = 0; part is not null; depth++)
        {
            foreach (var (key, at, value) in part.Entries().Where(e => IsSetting(e.Key, e.Value)))
                config.Set(key, value.Value(), at);
            var next = depth < fqn.Count ? fqn[depth] : null;
            part = next is null ? null : part.Entries().Where(e => string.Equals(e.Key, next, StringComparison.Ordinal) && !IsSetting(e.Key, e.Value)).Select(e => e.Value).FirstOrDefault();
        }
    }

    /// <summary>Folders and projects that are named but not there: their settings would quietly hold for nothing.</summary>
    public void Check(IReadOnlyCollection<IReadOnlyList<string>> fqns, ProblemLog problems)
    {
        foreach (var (key, at, value) in root?.Entries() ?? [])
        {
            if (IsSetting(key, value)) continue;
            if (string.Equals(key, project, StringComparison.Ordinal)) CheckFolder(value, fqns, 1, problems);
            else problems.Add(at, $"`{key}` is not this project", $"settings go under the project's name, `{project}`; packages are not installed");
        }
    }

    private static void CheckFolder(YamlPart part, IReadOnlyCollection<IReadOnlyList<string>> fqns, int depth, ProblemLog problems)
    {
        foreach (var (key, at, value) in part.Entries().Where(e => !IsSetting(e.Key, e.Value)))
        {
            var below = fqns.Where(f => f.Count > depth && string.Equals(f[depth], key, StringComparison.Ordinal)).ToList();
            if (below.Count > 0) CheckFolder(value, below, depth + 1, problems);
            else problems.Add(at, $"settings for `{key}`, but there is no such folder or file", Pipelines.Nearest.Remedy(key, Known(fqns, depth), "write one of"));
        }
    }

    private static List<string> Known(IReadOnlyCollection<IReadOnlyList<string>> fqns, int depth) =>
        [.. fqns.Where(f => f.Count > depth).Select(f => f[depth]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool IsSetting(string key, YamlPart value) => key.StartsWith('+') || !value.IsMap || MappingSettings.Contains(key);
}
