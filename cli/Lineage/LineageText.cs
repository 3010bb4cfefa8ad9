namespace EtlMesh.Cli;

/// <summary>The graph as indented lines: what reads a thing stands below it, further right. What has several inputs is unfolded below the first, and named below the others.</summary>
internal sealed class LineageText
{
    private readonly LineageGraph graph;
    private readonly ILookup<string, string> readers;
    private readonly Dictionary<string, LineageNode> nodes;
    private readonly HashSet<string> told = [];
    private readonly TextWriter writer;

    private LineageText(LineageGraph graph, TextWriter writer)
    {
        (this.graph, this.writer) = (graph, writer);
        nodes = graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        readers = graph.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
    }

    public static void Write(LineageGraph graph, TextWriter writer) => new LineageText(graph, writer).WriteAll();

    private void WriteAll()
    {
        var read = graph.Edges.Select(edge => edge.To).ToHashSet(StringComparer.Ordinal);
        foreach (var root in graph.Nodes.Where(node => !read.Contains(node.Id)))
            WriteNode(root, 0);
    }

    private void WriteNode(LineageNode node, int depth)
    {
        var name = new string(' ', 2 * depth) + Label(node);
        if (!told.Add(node.Id))
        {
            writer.WriteLine($"{name} (above)");
            return;
        }

        var further = readers[node.Id].Select(id => nodes[id]).ToList();
        writer.WriteLine(string.Join("  ", new[] { name, node.Kind == "source" ? "" : node.Path, Checks(further), node.Description }.Where(part => part.Length > 0)));
        foreach (var reader in further.Where(reader => reader.Kind != "check"))
            WriteNode(reader, depth + 1);
    }

    /// <summary>Models are what a lineage is about, and bear their bare names.</summary>
    private static string Label(LineageNode node)
    {
        var name = node.Id[(node.Kind.Length + 1)..];
        return node.Kind == "model" ? name : $"{node.Kind} {name}";
    }

    private static string Checks(List<LineageNode> readers) => readers.Count(reader => reader.Kind == "check") switch
    {
        0 => "",
        1 => "1 check",
        var many => $"{many} checks",
    };
}
