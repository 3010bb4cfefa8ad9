using System.Globalization;
using System.Text;
using EtlMesh.Notifier;

namespace EtlMesh.Cli;

/// <summary>The graph as SVG, left to right. Each node leads to its part of the page.</summary>
internal static class LineagePicture
{
    private const int Height = 66;
    private const int RowStep = Height + 18;
    private const int Gap = 40;
    private const int Padding = 12;
    private const int Narrowest = 184;
    private const int Widest = 220;
    private const double Letter = 7.3; // of the 12px monospace names, a little more than any such font has

    /// <summary>Below this part of its size the text could not be read: then the picture scrolls.</summary>
    private const double Smallest = 0.8;

    public static string Of(LineageGraph graph)
    {
        var layout = LineageLayout.Of(graph);
        var shown = graph.Nodes.Where(node => layout.Places.ContainsKey(node.Id)).ToList();
        var box = (int)Math.Clamp(2 * Padding + Letter * shown.Select(node => node.Name.Length).DefaultIfEmpty(0).Max(), Narrowest, Widest);
        var (width, height) = (Math.Max(1, layout.Columns) * (box + Gap) - Gap + 4, Math.Max(1, layout.Rows) * RowStep - 18 + 4);
        var checks = graph.Checks();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"-2 -2 {width:0} {height:0}\" style=\"width: 100%; max-width: {width:0}px; min-width: {Smallest * width:0}px\" role=\"group\" aria-label=\"Lineage of {Counted(shown.Count, "node")}\">\n");
        foreach (var route in layout.Routes)
            Edge(svg, [.. route.Select(place => (Left: place.Column * (box + Gap), Y: place.Row * RowStep - 9))], box);
        foreach (var node in shown)
            Node(svg, node, [.. checks[node.Id]], layout.Places[node.Id].Column * (box + Gap), layout.Places[node.Id].Row * RowStep - 9 - Height / 2.0, box);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Where it passes a column the edge goes straight; between columns it bends.</summary>
    private static void Edge(StringBuilder svg, (int Left, double Y)[] stops, int box)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{stops[0].Left + box} {stops[0].Y:0.#}");
        for (var i = 1; i < stops.Length; i++)
        {
            var (left, y) = stops[i];
            var middle = left - Gap / 2;
            svg.Append(CultureInfo.InvariantCulture, $"C{middle} {stops[i - 1].Y:0.#} {middle} {y:0.#} {left} {y:0.#}");
            if (i + 1 < stops.Length)
                svg.Append(CultureInfo.InvariantCulture, $"H{left + box}");
        }

        var (x, end) = stops[^1];
        svg.Append(CultureInfo.InvariantCulture, $"\"/><path class=\"tip\" d=\"M{x - 7} {end - 4:0.#}L{x} {end:0.#}L{x - 7} {end + 4:0.#}Z\"/>\n");
    }

    private static void Node(StringBuilder svg, LineageNode node, IReadOnlyList<LineageNode> checks, int x, double y, int box)
    {
        var letters = (int)((box - 2 * Padding) / Letter);
        var name = node.Name.Length > letters ? $"{node.Name[..(letters - 1)]}…" : node.Name;
        var told = checks.Count > 0 ? Verdicts.Told(checks) : "no checks";
        var verdict = node.Verdict ?? "soft";
        svg.Append(CultureInfo.InvariantCulture, $"<a href=\"#{Uri.EscapeDataString(node.Id)}\" class=\"{verdict}\"><title>{Html.Escape($"{node.Kind} {node.Name}: {LineagePage.Facts(node)}, {told}")}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y:0.#}\" width=\"{box}\" height=\"{Height}\" rx=\"6\"/><rect class=\"bar\" x=\"{x}\" y=\"{y:0.#}\" width=\"5\" height=\"{Height}\" rx=\"2.5\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + Padding}\" y=\"{y + 21:0.#}\">{Html.Escape(name)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"facts\" x=\"{x + Padding}\" y=\"{y + 38:0.#}\">{Html.Escape(LineagePage.Facts(node))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"verdict\" x=\"{x + Padding}\" y=\"{y + 55:0.#}\">{Mark.Of(node.Verdict)} {told}</text></a>\n");
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
