using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Holds what templates refer to against what is there.</summary>
internal sealed class ReferenceCheck(IReadOnlyDictionary<string, NodeDraft> all, IReadOnlyCollection<SourceTable> sources, ProblemLog problems)
{
    public void Check(IEnumerable<NodeUse> refs, IEnumerable<SourceUse> uses)
    {
        foreach (var use in refs)
        {
            if (!all.TryGetValue(use.Name, out var node))
                problems.Add(use.At, $"`ref('{use.Name}')` refers to a model that is not there", Near(use.Name, all.Keys) ?? "create it, or correct the name");
            else if (!node.Enabled)
                problems.Add(use.At, $"`ref('{use.Name}')` refers to a model that is disabled", $"enable {node.Path}, or remove the reference");
        }

        foreach (var use in uses.Where(u => !sources.Contains(u.Table)))
            Source(use.Table, use.At, $"`source('{use.Table.Source}', '{use.Table.Table}')` names");
    }

    /// <summary>What YAML says of sources must be of sources that the pipeline loads.</summary>
    public void CheckDescribed(ProjectProperties properties)
    {
        foreach (var (table, described) in properties.Sources.Where(s => !sources.Contains(s.Key)))
            Source(table, described.At, $"source table `{table}` is described, which is");
        Described(properties.Models, d => d.Materialization != Materialization.Seed, "model");
        Described(properties.Seeds, d => d.Materialization == Materialization.Seed, "seed");
    }

    private void Source(SourceTable table, Place at, string what)
    {
        var ofSource = sources.Where(s => string.Equals(s.Source, table.Source, StringComparison.Ordinal)).Select(s => s.Table).Order(StringComparer.Ordinal).ToList();
        if (ofSource.Count == 0)
        {
            var names = sources.Select(s => s.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            problems.Add(at, $"{what} a source that the pipeline file does not have", Near(table.Source, names) ?? $"add `{table.Source}` under `sources` of the pipeline file");
        }
        else
        {
            problems.Add(at, $"{what} a table that the pipeline file's source `{table.Source}` does not have", Near(table.Table, ofSource) ?? $"add `{table.Table}` to its tables, or use one of {string.Join(", ", ofSource.Select(t => $"`{t}`"))}");
        }
    }

    private void Described(Dictionary<string, NodeProperties> described, Func<NodeDraft, bool> isOne, string what)
    {
        foreach (var one in described.Values.Where(d => !all.TryGetValue(d.Name, out var node) || !isOne(node)))
            problems.Add(one.At, $"{what} `{one.Name}` is described, but it is not there", Near(one.Name, all.Values.Where(isOne).Select(n => n.Name)) ?? "create it, or delete its description");
    }

    private static string? Near(string name, IEnumerable<string> known) => Nearest.To(name, known.Order(StringComparer.Ordinal)) is { } near ? $"did you mean `{near}`?" : null;
}
