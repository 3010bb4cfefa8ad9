using System.Text;

namespace EtlMesh.Cli;

/// <summary>The graph as indented lines: what reads a thing stands below it, further right. What has several inputs is unfolded below the first, and named below the others.</summary>
internal sealed class LineageText
{
    private readonly LineageGraph graph;
    private readonly ILookup<string, string> readers;
    private readonly ILookup<string, LineageNode> checks;
    private readonly Dictionary<string, LineageNode> nodes;
    private readonly HashSet<string> told = [];
    private readonly TextGrid grid = new();

    private LineageText(LineageGraph graph)
    {
        this.graph = graph;
        checks = graph.Checks();
        nodes = graph.Nodes.Where(node => node.Kind != "check").ToDictionary(node => node.Id, StringComparer.Ordinal);
        readers = graph.Edges.Where(edge => nodes.ContainsKey(edge.To)).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
    }

    /// <param name="newLine">How lines end.</param>
    public static string Of(LineageGraph graph, string newLine)
    {
        using var text = new StringWriter { NewLine = newLine };
        new LineageText(graph).WriteAll(text);
        return text.ToString();
    }

    private void WriteAll(TextWriter writer)
    {
        var read = graph.Edges.Select(edge => edge.To).ToHashSet(StringComparer.Ordinal);
        foreach (var root in nodes.Values.Where(node => !read.Contains(node.Id)))
            Add(root, 0);
        grid.Write(writer);
        if (graph.Checked is not { } attempt)
            return;

        writer.WriteLine();
        writer.WriteLine(attempt);
        foreach (var check in graph.Nodes.Where(node => node is { Kind: "check", Verdict: "warned" or "failed" }))
            writer.WriteLine($"  {check.Verdict} {check.Name}: expected {check.Description}, found {check.Found}");
    }

    private void Add(LineageNode node, int depth)
    {
        var name = new string(' ', 2 * depth) + Label(node);
        if (!told.Add(node.Id))
        {
            grid.Add($"{name} (above)");
            return;
        }

        grid.Add(name, node.Kind == "model" ? LineagePage.Facts(node) : LineagePage.Rows(node), Verdicts.Told([.. checks[node.Id]]), node.Kind == "source" ? "" : node.Path, node.Description);
        foreach (var reader in readers[node.Id])
            Add(nodes[reader], depth + 1);
    }

    /// <summary>Models are what a lineage is about, and bear their bare names.</summary>
    private static string Label(LineageNode node) => node.Kind == "model" ? node.Name : $"{node.Kind} {node.Name}";
}
