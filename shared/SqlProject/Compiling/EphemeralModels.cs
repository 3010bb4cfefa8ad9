using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>Puts the SQL of ephemeral models, as CTEs, in front of what refers to them.</summary>
/// <param name="project">The project.</param>
/// <param name="sql">Rendered SQL of every ephemeral model, by name.</param>
internal sealed class EphemeralModels(SqlProject project, IReadOnlyDictionary<string, string> sql)
{
    public static string CteOf(string model) => $"__dbt__cte__{model}";

    /// <summary>The text with the CTEs of every ephemeral model that it needs, directly or not, each once and after those it needs itself.</summary>
    public string Inject(string text, IEnumerable<string> refs)
    {
        var needed = Needed(refs);
        if (needed.Count == 0) return text;
        var ctes = string.Join(",\n", needed.Select(n => $"{CteOf(n)} as (\n{sql[n]}\n)"));
        var begin = SqlText.Begin(text);
        if (!SqlText.WordAt(text, begin, "with")) return $"with {ctes}\n{text}";

        var after = begin + "with".Length;
        var recursive = SqlText.Begin(text, after);
        if (SqlText.WordAt(text, recursive, "recursive")) after = recursive + "recursive".Length;
        return new StringBuilder(text, 0, after, text.Length + ctes.Length + 8).Append(' ').Append(ctes).Append(",\n").Append(text.AsSpan(after).TrimStart()).ToString();
    }

    /// <summary>Models and seeds that are built and are read directly or through ephemeral ones; sorted.</summary>
    public IReadOnlyList<string> Built(IEnumerable<string> refs) =>
        [.. refs.Concat(Needed(refs).SelectMany(project.Graph.ParentsOf)).Where(r => !sql.ContainsKey(r)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Source tables, read directly or through ephemeral models; sorted.</summary>
    public IReadOnlyList<SourceTable> Sources(IEnumerable<SourceTable> direct, IEnumerable<string> refs)
    {
        var needed = Needed(refs);
        return [.. direct.Concat(project.Models.Where(m => needed.Contains(m.Name, StringComparer.Ordinal)).SelectMany(m => m.Sources)).Distinct().Order()];
    }

    private List<string> Needed(IEnumerable<string> refs)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in refs.Where(sql.ContainsKey))
        {
            needed.Add(name);
            AddThrough(name);
        }

        return needed.Count == 0 ? [] : [.. project.Graph.Levels.SelectMany(l => l).Where(needed.Contains)];

        void AddThrough(string model)
        {
            foreach (var parent in project.Graph.ParentsOf(model).Where(p => sql.ContainsKey(p) && needed.Add(p)))
                AddThrough(parent);
        }
    }
}
