namespace EtlMesh.SqlProject;

/// <summary>The edges of a project: what is made of, and checked by, what.</summary>
internal static class Lineage
{
    public static IReadOnlyList<LineageEdge> Of(SqlProject project)
    {
        var seeds = project.Seeds.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var edges = new List<LineageEdge>();
        foreach (var model in project.Models)
        {
            edges.AddRange(model.Sources.Select(s => new LineageEdge($"source.{s}", $"model.{model.Name}", LineageKind.SourceToModel)));
            edges.AddRange(model.DependsOn.Select(d => new LineageEdge(Node(d), $"model.{model.Name}", LineageKind.ModelToModel)));
        }

        foreach (var check in project.Checks)
        {
            var read = check.Sources.Select(s => $"source.{s}").Concat(check.DependsOn.Select(Node));
            edges.AddRange(read.Select(r => new LineageEdge(r, $"check.{check.Id}", LineageKind.ModelToCheck)));
        }

        return [.. edges.OrderBy(e => e.Kind).ThenBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.To, StringComparer.Ordinal)];

        string Node(string name) => seeds.Contains(name) ? $"seed.{name}" : $"model.{name}";
    }
}
