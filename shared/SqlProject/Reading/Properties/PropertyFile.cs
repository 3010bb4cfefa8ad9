using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Reads one YAML file of properties: models, seeds, sources and their tests.</summary>
internal sealed class PropertyFile(ProjectProperties properties, ProblemLog problems)
{
    private static readonly string[] NodeKeys =
        ["name", "description", "columns", "tests", "data_tests", "config", "meta", "docs", "access", "group", "constraints", "deprecation_date", "tags", "data_type", "quote", "policy_tags"];

    private static readonly string[] TopKeys = ["version", "models", "seeds", "sources", "data_tests", "tests", "macros", "analyses", "exposures", "groups"];

    private static readonly SortedDictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["snapshots"] = "write a model; the pipeline file's `snapshot: table` reads a table in one piece",
        ["metrics"] = "write the metric as a column of a model",
        ["semantic_models"] = "write the metric as a column of a model",
        ["saved_queries"] = "write the query as a model",
        ["unit_tests"] = "write a test under tests/ that selects the failing rows",
    };

    public void Read(YamlPart root)
    {
        foreach (var (key, at, value) in root.Entries())
        {
            switch (key)
            {
                case "models": Nodes(value, properties.Models, "model"); break;
                case "seeds": Nodes(value, properties.Seeds, "seed"); break;
                case "tests" or "data_tests": Nodes(value, properties.Singular, "test"); break;
                case "sources": Sources(value); break;
                case "version" when value.Text is not "2": problems.Add(value.At, $"version `{value.Text}` of property files is not known", "write `version: 2`"); break;
                case var refused when Refused.TryGetValue(refused, out var remedy): problems.Add(at, $"`{key}` are not supported", remedy); break;
                case var other when !TopKeys.Contains(other, StringComparer.Ordinal): problems.Add(at, $"unknown key `{key}`", Nearest.Remedy(key, TopKeys, "the keys are")); break;
            }
        }
    }

    private void Nodes(YamlPart list, Dictionary<string, NodeProperties> found, string what)
    {
        foreach (var item in Named(list, what))
        {
            var node = Node(item);
            if (item["versions"] is { } versions) problems.Add(versions.At, "versions of models are not supported", "give each version a name of its own");
            if (!found.TryAdd(node.Name, node))
                problems.Add(node.At, $"{what} `{node.Name}` is described twice: also at {found[node.Name].At.File}:{found[node.Name].At.Line}", "keep one of the two");
        }
    }

    private void Sources(YamlPart list)
    {
        foreach (var source in Named(list, "source"))
        {
            if (source["tables"] is null) continue;
            foreach (var table in Named(source["tables"]!, "table"))
            {
                var key = new SourceTable(source["name"]!.Text!, table["name"]!.Text!);
                var node = Node(table, ["identifier", "loaded_at_field", "freshness", "external", "loader", "quoting"]);
                if (!properties.Sources.TryAdd(key, node)) problems.Add(node.At, $"source table `{key}` is described twice", "keep one of the two");
            }
        }
    }

    /// <summary>The items of a list that are mappings with a name; a problem for each other.</summary>
    private List<YamlPart> Named(YamlPart list, string what)
    {
        var named = new List<YamlPart>();
        if (!list.IsList && list.Value() is not null) problems.Add(list.At, $"here should be a list of {what}s", $"write `- name: my_{what}`");
        foreach (var item in list.IsList ? list.Items() : [])
        {
            if (item["name"]?.Text is { Length: > 0 }) named.Add(item);
            else problems.Add(item.At, $"this {what} has no name", $"write `- name: my_{what}`");
        }

        return named;
    }

    private NodeProperties Node(YamlPart item, params string[] more)
    {
        foreach (var (key, at, _) in item.Entries())
        {
            var known = NodeKeys.Concat(more).Append("versions").ToList();
            if (!known.Contains(key, StringComparer.Ordinal)) problems.Add(at, $"unknown key `{key}`", Nearest.Remedy(key, known, "the keys are"));
        }

        var config = new NodeConfig();
        if (item["tags"] is { } tags) config.Set("tags", tags.Value(), tags.At);
        if (item["meta"] is { } meta) config.Set("meta", meta.Value(), meta.At);
        config.SetAll(item["config"]);
        var checks = new List<DeclaredCheck>();
        var reader = new DeclaredCheckReader(problems);
        foreach (var declared in Lists(item))
            checks.AddRange(reader.Read(declared, null, false));
        foreach (var column in item["columns"] is { } columns ? Named(columns, "column") : [])
        {
            foreach (var declared in Lists(column))
                checks.AddRange(reader.Read(declared, column["name"]!.Text, column["quote"]?.Value() is true));
        }

        return new NodeProperties(item["name"]!.Text!, item["name"]!.At, item["description"]?.Text ?? "", config, checks);
    }

    private static IEnumerable<YamlPart> Lists(YamlPart item)
    {
        if (item["tests"] is { } tests) yield return tests;
        if (item["data_tests"] is { } dataTests) yield return dataTests;
    }
}
