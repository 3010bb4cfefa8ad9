namespace EtlMesh.Notifier;

/// <summary>A page that needs nothing else: no script, no request, not even for an icon.</summary>
public static class Page
{
    private const string Style = """
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; } h2 { font-size: 1.1rem; line-height: 1.3; margin: 2rem 0 .6rem; } h3 { font-size: 1rem; margin: 0; } p { margin: .3rem 0; }
        .soft, figcaption { color: var(--soft); font-size: .875rem; } .passed { color: var(--good); } .warned { color: var(--warn); } .failed { color: var(--bad); }
        .card, figure, .wide { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; } .card { margin: .6rem 0; padding: .7rem 1rem; }
        .wide { overflow-x: auto; overflow-wrap: normal; } .wide:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th, td { padding: .35rem .75rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
        tbody:last-child tr:last-child > *, tfoot tr:last-child > * { border-bottom: 0; } thead th { color: var(--soft); font-size: .85rem; font-weight: 600; vertical-align: bottom; } tbody th { font-weight: 400; } tfoot { font-weight: 600; }
        th:first-child, td:first-child, .words th, .words td { text-align: left; } .words td { white-space: normal; max-width: 34rem; overflow-wrap: break-word; } .words .number { text-align: right; } .words .short { white-space: nowrap; } .words .long { min-width: 14rem; }
        code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .85em; } pre { margin: .5rem 0; padding: .7rem .8rem; overflow-x: auto; background: var(--page); border: 1px solid var(--line); border-radius: .4rem; overflow-wrap: normal; }
        summary { cursor: pointer; } .word { white-space: nowrap; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; margin: .4rem 0; } dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
        footer { margin-top: 2rem; font-size: .8rem; color: var(--soft); }
        @media (max-width: 30rem) { body { padding-top: 1rem; } th, td { padding: .35rem .4rem; font-size: .8rem; } thead th { font-size: .75rem; } tbody th { white-space: normal; overflow-wrap: anywhere; min-width: 6.5rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .3rem; } }
        @media print { body { padding: 0; max-width: none; } .wide { overflow-x: visible; } pre { white-space: pre-wrap; overflow-wrap: anywhere; } details::details-content { content-visibility: visible; block-size: auto; } .card, figure, tr { break-inside: avoid; } }
        """;

    /// <summary>Puts a page together.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="style">CSS of this page alone, after the common one.</param>
    /// <param name="body">HTML.</param>
    public static string Of(string title, string style, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <link rel="icon" href="data:,">
        <title>{Html.Escape(title)}</title>
        <style>
        {Palette.Css}
        {Style}
        {style}
        </style>
        </head>
        <body>
        {body}</body>
        </html>

        """;
}
