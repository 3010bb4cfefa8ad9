namespace EtlMesh.SqlProject;

/// <summary>Makes the project of drafts that were found sound.</summary>
internal static class ProjectBuilder
{
    public static SqlProject Build(ProjectContext context, IReadOnlyDictionary<string, NodeDraft> nodes, IReadOnlyList<CheckDraft> checks)
    {
        var ordered = nodes.Values.OrderBy(n => n.Name, StringComparer.Ordinal).ToList();
        var sorted = checks.OrderBy(c => c.Source.Id, StringComparer.Ordinal).ToList();
        return new SqlProject(context, ordered.ToDictionary(n => n.Name, n => n.Source, StringComparer.Ordinal), [.. sorted.Select(c => c.Source)])
        {
            Models = [.. ordered.Where(n => n.Materialization != Materialization.Seed).Select(Model)],
            Seeds = [.. ordered.Where(n => n.Materialization == Materialization.Seed).Select(Seed)],
            Checks = [.. sorted.Select(Check)],
            Graph = new ProjectGraph(ordered.Select(n => KeyValuePair.Create(n.Name, Names(n.Refs)))),
        };
    }

    private static SqlModel Model(NodeDraft node) => new()
    {
        Name = node.Name,
        Path = node.Path,
        Schema = node.Schema,
        Alias = node.Alias,
        Materialization = node.Materialization,
        Tags = node.Config.Tags,
        Description = node.Source.Description,
        DependsOn = Names(node.Refs),
        Sources = Tables(node.Sources),
    };

    private static SqlSeed Seed(NodeDraft node) => new()
    {
        Name = node.Name,
        Path = node.Path,
        Schema = node.Schema,
        Alias = node.Alias,
        Tags = node.Config.Tags,
        Description = node.Source.Description,
        Columns = node.Columns,
        Rows = node.Rows,
    };

    private static SqlCheck Check(CheckDraft check) => new()
    {
        Id = check.Source.Id,
        Kind = check.Source.Kind,
        Model = Subject(check),
        Column = check.Source.Column,
        Severity = check.Config.Severity,
        DependsOn = Names(check.Refs),
        Sources = Tables(check.Sources),
        Path = check.Source.At.File,
        Line = check.Source.At.Line,
    };

    /// <summary>What a check is declared on; a singular test belongs to the one thing that it reads.</summary>
    private static string? Subject(CheckDraft check)
    {
        if (check.Source.Table is { } table) return table.ToString();
        if (check.Source.Node is { } node) return node;
        var reads = Names(check.Refs).Concat(Tables(check.Sources).Select(t => t.ToString())).ToList();
        return reads.Count == 1 ? reads[0] : null;
    }

    private static IReadOnlyList<string> Names(IEnumerable<NodeUse> refs) => [.. refs.Select(r => r.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<SourceTable> Tables(IEnumerable<SourceUse> sources) => [.. sources.Select(s => s.Table).Distinct().Order()];
}
