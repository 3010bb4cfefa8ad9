using System.Net;
using System.Text;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>One self-contained page: the picture, and below it every node with its SQL. No script, and nothing is loaded.</summary>
internal static class LineagePage
{
    private const string Style = """
        :root { color-scheme: light dark; --text: light-dark(#1b1f24, #e6e8eb); --soft: light-dark(#5b6570, #9aa4af); --ground: light-dark(#fff, #15181c);
          --box: light-dark(#f3f5f7, #20252b); --line: light-dark(#b3bcc6, #4a545f); --source: light-dark(#1f6feb, #6ea8ff); --seed: light-dark(#9a6700, #d8a53a); --model: light-dark(#1a7f37, #57c171); }
        body { margin: 0 auto; max-width: 1200px; padding: 24px 16px; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
        h1 { margin: 0; font-size: 22px; } h2 { margin: 28px 0 8px; font-size: 16px; } p { margin: 4px 0; color: var(--soft); overflow-wrap: anywhere; }
        .picture { overflow-x: auto; margin: 20px 0; } svg { display: block; }
        svg path { fill: none; stroke: var(--line); stroke-width: 1.5; }
        svg rect { fill: var(--box); stroke: var(--line); } svg a:hover rect, svg a:focus rect { stroke-width: 2.5; }
        svg .source rect { stroke: var(--source); } svg .seed rect { stroke: var(--seed); } svg .model rect { stroke: var(--model); }
        svg text { fill: var(--text); font: 12px ui-monospace, monospace; } svg text.kind { fill: var(--soft); font-size: 11px; }
        details { border-top: 1px solid var(--line); padding: 8px 0; } summary { cursor: pointer; font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
        pre { overflow-x: auto; padding: 12px; border-radius: 6px; background: var(--box); font: 12px/1.5 ui-monospace, monospace; } li { overflow-wrap: anywhere; }
        """;

    public static string Of(string pipeline, LineageGraph graph, CompiledProject compiled)
    {
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Lineage of {Safe(pipeline)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>{Safe(pipeline)}</h1>
            <p>What is made of what, left to right. Click a node to see its SQL.</p>
            <div class="picture">
            {LineagePicture.Of(graph)}
            </div>

            """);
        var sql = compiled.Models.ToDictionary(model => $"model.{model.Name}", model => model.Sql, StringComparer.Ordinal);
        var nodes = graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var checks = graph.Edges.Select(edge => (edge.From, To: nodes[edge.To])).Where(edge => edge.To.Kind == "check").ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Kind != "check"))
            Append(page, node, sql.GetValueOrDefault(node.Id), checks[node.Id]);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, LineageNode node, string? sql, IEnumerable<LineageNode> checks)
    {
        // The anchor is inside, for a browser opens the details around what it goes to.
        page.Append($"<details><summary>{Safe(node.Id)}</summary>\n<div id=\"{Safe(node.Id)}\">\n<p>{Safe(node.Path)}</p>\n");
        if (node.Description.Length > 0)
            page.Append($"<p>{Safe(node.Description)}</p>\n");
        if (sql is not null)
            page.Append($"<pre>{Safe(sql)}</pre>\n");
        else if (node.Kind == "model")
            page.Append("<p>Ephemeral: its SQL is inside the models that read it.</p>\n");
        var expected = string.Concat(checks.Select(check => $"<li>{Safe(check.Description)}</li>\n"));
        page.Append(expected.Length > 0 ? $"<ul>\n{expected}</ul>\n</div></details>\n" : "</div></details>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
