using System.Globalization;
using System.Net;
using System.Text;

namespace EtlMesh.Cli;

/// <summary>The graph as SVG, left to right. Each node leads to its part of the page.</summary>
internal static class LineagePicture
{
    private const int Width = 220;
    private const int Height = 46;
    private const int ColumnStep = Width + 70;
    private const int RowStep = Height + 18;
    private const int Letters = 27; // that a node is wide

    public static string Of(LineageGraph graph)
    {
        var layout = LineageLayout.Of(graph);
        var (width, height) = (Math.Max(1, layout.Columns) * ColumnStep - 70 + 4, Math.Max(1, layout.Rows) * RowStep - 18 + 4);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{width}\" height=\"{height}\" viewBox=\"-2 -2 {width} {height}\" role=\"img\" aria-label=\"Lineage\">\n");
        foreach (var edge in graph.Edges.Where(edge => layout.Places.ContainsKey(edge.To)))
            Draw(svg, layout.Places[edge.From], layout.Places[edge.To]);
        foreach (var node in graph.Nodes.Where(node => layout.Places.ContainsKey(node.Id)))
            Draw(svg, node, layout.Places[node.Id]);
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, (int Column, int Row) from, (int Column, int Row) to)
    {
        var (left, start) = (from.Column * ColumnStep + Width, from.Row * RowStep + Height / 2);
        var (right, end) = (to.Column * ColumnStep, to.Row * RowStep + Height / 2);
        var middle = (left + right) / 2;
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left} {start}C{middle} {start} {middle} {end} {right} {end}\"/>\n");
    }

    private static void Draw(StringBuilder svg, LineageNode node, (int Column, int Row) place)
    {
        var name = node.Id[(node.Kind.Length + 1)..];
        var shown = name.Length > Letters ? $"{name[..(Letters - 1)]}…" : name;
        var (x, y) = (place.Column * ColumnStep, place.Row * RowStep);
        svg.Append(CultureInfo.InvariantCulture, $"<a href=\"#{Uri.EscapeDataString(node.Id)}\" class=\"{node.Kind}\"><title>{WebUtility.HtmlEncode(name)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 12}\" y=\"{y + 20}\">{WebUtility.HtmlEncode(shown)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"kind\" x=\"{x + 12}\" y=\"{y + 36}\">{node.Kind}</text></a>\n");
    }
}
