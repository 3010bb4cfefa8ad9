namespace EtlMesh.SqlProject;

/// <summary>Finds circles of references.</summary>
internal static class CycleFinder
{
    /// <summary>Notes one problem for each circle, told as its path.</summary>
    public static void Report(IReadOnlyDictionary<string, NodeDraft> nodes, ProblemLog problems)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in nodes.Keys.Order(StringComparer.Ordinal))
            Visit(name, nodes, done, problems);
    }

    /// <summary>Depth first with a path of its own, for a chain of models may be deeper than the call stack.</summary>
    private static void Visit(string root, IReadOnlyDictionary<string, NodeDraft> nodes, HashSet<string> done, ProblemLog problems)
    {
        if (done.Contains(root)) return;
        var path = new List<(string Name, Queue<string> Next)> { (root, ParentsOf(nodes[root], nodes)) };
        while (path.Count > 0)
        {
            var (name, next) = path[^1];
            if (!next.TryDequeue(out var parent))
            {
                done.Add(name);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            var start = path.FindIndex(p => string.Equals(p.Name, parent, StringComparison.Ordinal));
            if (start >= 0) Add([.. path.Skip(start).Select(p => p.Name)], nodes, problems);
            else if (!done.Contains(parent)) path.Add((parent, ParentsOf(nodes[parent], nodes)));
        }
    }

    private static Queue<string> ParentsOf(NodeDraft node, IReadOnlyDictionary<string, NodeDraft> nodes) =>
        new(node.Refs.Select(r => r.Name).Where(nodes.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static void Add(IReadOnlyList<string> circle, IReadOnlyDictionary<string, NodeDraft> nodes, ProblemLog problems)
    {
        var first = circle.Index().MinBy(c => c.Item, StringComparer.Ordinal).Index;
        var names = circle.Skip(first).Concat(circle.Take(first)).ToList();
        var at = nodes[names[0]].Refs.First(r => string.Equals(r.Name, names[1 % names.Count], StringComparison.Ordinal)).At;
        var path = string.Join(" → ", names.Append(names[0]).Select(n => $"{n} ({nodes[n].Path})"));
        problems.Add(at, $"models refer to each other in a circle: {path}", "remove one of these references, or move what both need into a model of its own");
    }
}
