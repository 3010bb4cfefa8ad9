namespace EtlMesh.SqlProject;

/// <summary>Which models and seeds depend on which; without cycles. Ephemeral models are nodes as any other.</summary>
public sealed class ProjectGraph
{
    private readonly SortedDictionary<string, IReadOnlyList<string>> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);

    /// <param name="parents">Each node with what it refers to; every name is itself a node, and nothing goes in circles.</param>
    internal ProjectGraph(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parents)
    {
        foreach (var (name, of) in parents)
            _parents[name] = of;
        foreach (var (name, of) in _parents)
        {
            foreach (var parent in of)
            {
                if (!_children.TryGetValue(parent, out var list)) _children[parent] = list = [];
                list.Add(name);
            }
        }

        Levels = FindLevels();
    }

    /// <summary>All names, sorted.</summary>
    public IReadOnlyCollection<string> Names => _parents.Keys;

    /// <summary>Nodes of one level depend only on lower ones; sorted within.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Levels { get; }

    public IReadOnlyList<string> ParentsOf(string name) => _parents[name];

    public IReadOnlyList<string> ChildrenOf(string name) => _children.TryGetValue(name, out var children) ? children : [];

    /// <summary>What the node depends on, at most <paramref name="steps"/> away.</summary>
    public IReadOnlySet<string> Ancestors(string name, int steps = int.MaxValue) => Walk(name, steps, ParentsOf);

    /// <summary>What depends on the node, at most <paramref name="steps"/> away.</summary>
    public IReadOnlySet<string> Descendants(string name, int steps = int.MaxValue) => Walk(name, steps, ChildrenOf);

    private static HashSet<string> Walk(string name, int steps, Func<string, IReadOnlyList<string>> next)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var edge = new List<string> { name };
        for (var step = 0; step < steps && edge.Count > 0; step++)
            edge = [.. edge.SelectMany(next).Where(found.Add)];
        return found;
    }

    private List<IReadOnlyList<string>> FindLevels()
    {
        var waiting = _parents.ToDictionary(p => p.Key, p => p.Value.Count, StringComparer.Ordinal);
        var levels = new List<IReadOnlyList<string>>();
        var ready = waiting.Where(w => w.Value == 0).Select(w => w.Key).Order(StringComparer.Ordinal).ToList();
        while (ready.Count > 0)
        {
            levels.Add(ready);
            ready = [.. ready.SelectMany(ChildrenOf).Where(child => --waiting[child] == 0).Order(StringComparer.Ordinal)];
        }

        return levels;
    }
}
