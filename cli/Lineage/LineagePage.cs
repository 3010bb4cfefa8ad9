using System.Globalization;
using System.Text;
using EtlMesh.Notifier;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>One self-contained page: the picture, and below it every node with its checks and its SQL. No script, and nothing is loaded.</summary>
internal static class LineagePage
{
    private const string Style = """
        body { max-width: 82rem; } .picture { overflow-x: auto; margin: 1.2rem 0; padding: 1rem; } .picture svg { display: block; }
        .picture path { fill: none; stroke: var(--edge); stroke-width: 1.5; } .picture .tip { fill: var(--edge); stroke: none; }
        .picture rect { fill: var(--page); stroke: var(--edge); } .picture .failed rect { stroke: var(--bad); stroke-width: 2; } .picture .warned rect { stroke: var(--warn); stroke-width: 2; }
        .picture .bar { stroke: none !important; fill: var(--edge); } .picture .passed .bar { fill: var(--good); } .picture .warned .bar { fill: var(--warn); } .picture .failed .bar { fill: var(--bad); }
        .picture a:hover rect, .picture a:focus-visible rect { stroke: var(--mark); stroke-width: 2; }
        .picture text { fill: var(--text); font: 600 12px ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace; } .picture .facts { fill: var(--soft); font-weight: 400; font-size: 11px; }
        .picture .verdict { fill: var(--soft); font-weight: 400; font-size: 11px; } .picture .passed .verdict { fill: var(--good); } .picture .warned .verdict { fill: var(--warn); } .picture .failed .verdict { fill: var(--bad); }
        .node > summary { font-weight: 600; } .node > summary .soft, .node > summary .verdict { font-weight: 400; font-size: .875rem; margin-left: .6rem; display: inline-block; } .node > div { margin-top: .5rem; }
        .node[open] > summary { border-bottom: 1px solid var(--line); padding-bottom: .5rem; } .node details { margin-top: .6rem; } .node .wide { margin-top: .6rem; } .node :target { outline: none; }
        """;

    public static string Of(string pipeline, string description, LineageGraph graph, CompiledProject compiled)
    {
        var sql = compiled.Models.ToDictionary(model => $"model.{model.Name}", model => model.Sql, StringComparer.Ordinal);
        var checks = graph.Checks();
        var body = new StringBuilder();
        body.Append($"<header>\n<h1>{Html.Escape(pipeline)}</h1>\n");
        if (description.Length > 0)
            body.Append($"<p>{Html.Escape(description)}</p>\n");
        body.Append($"<p class=\"soft\">{(graph.Checked is { } attempt ? $"Verdicts and rows: {attempt}." : "Not checked yet: verdicts and rows appear after the first night.")}</p>\n</header>\n");
        body.Append($"<main>\n<div class=\"card picture\" tabindex=\"0\" role=\"region\" aria-label=\"What is made of what, left to right\">\n{LineagePicture.Of(graph)}\n</div>\n");
        foreach (var (title, kind) in new[] { ("Models", "model"), ("Seeds", "seed"), ("Source tables", "source") })
        {
            var nodes = graph.Nodes.Where(node => node.Kind == kind).ToList();
            if (nodes.Count > 0)
                body.Append($"<h2>{title}</h2>\n");
            foreach (var node in nodes)
                Append(body, node, sql.GetValueOrDefault(node.Id), [.. checks[node.Id]]);
        }

        return Page.Of($"Lineage of {pipeline}", Style, body.Append("</main>\n").ToString());
    }

    /// <returns><c>table, 1,234 rows</c>.</returns>
    public static string Facts(LineageNode node)
    {
        var kind = node.Materialization ?? node.Kind;
        return Rows(node) is { Length: > 0 } rows ? $"{kind}, {rows}" : kind;
    }

    /// <returns><c>1,234 rows</c>; empty when they are not known.</returns>
    public static string Rows(LineageNode node) =>
        node.Rows is { } rows ? string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")}") : "";

    private static void Append(StringBuilder page, LineageNode node, string? sql, IReadOnlyList<LineageNode> checks)
    {
        page.Append($"<details class=\"card node\"{(node.Verdict is "failed" or "warned" ? " open" : "")}><summary>{Html.Escape(node.Name)} <span class=\"soft\">{Facts(node)}</span> ");
        page.Append($"<span class=\"verdict {node.Verdict ?? "soft"}\">{(checks.Count > 0 ? $"{Mark.Of(node.Verdict)} {Verdicts.Told(checks)}" : "– no checks")}</span></summary>\n");

        // The anchor is inside, for a browser opens the details around what it goes to.
        page.Append($"<div id=\"{Html.Escape(node.Id)}\">\n");
        if (node.Description.Length > 0)
            page.Append($"<p>{Html.Escape(node.Description)}</p>\n");
        page.Append($"<p class=\"soft\">{Html.Escape(node.Path)}</p>\n");
        Append(page, checks);
        if (sql is not null)
            page.Append($"<details><summary>SQL</summary><pre tabindex=\"0\">{Html.Escape(sql)}</pre></details>\n");
        else if (node.Materialization == "ephemeral")
            page.Append("<p>Ephemeral: its SQL is inside the models that read it.</p>\n");
        page.Append("</div></details>\n");
    }

    private static void Append(StringBuilder page, IReadOnlyList<LineageNode> checks)
    {
        if (checks.Count == 0)
            return;

        page.Append("<div class=\"wide words\" tabindex=\"0\" role=\"region\" aria-label=\"Checks\"><table>\n<thead><tr><th scope=\"col\">expected</th><th scope=\"col\">verdict</th></tr></thead>\n<tbody>\n");
        foreach (var check in checks)
        {
            var found = check is { Verdict: not "passed", Found: { } actual } ? $", {Html.Escape(actual)}" : "";
            page.Append($"<tr><td>{Html.Escape(check.Description)}</td><td class=\"{check.Verdict ?? "soft"}\"><span class=\"short\">{Mark.Of(check.Verdict)} {check.Verdict ?? "not run"}</span>{found}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
    }
}
