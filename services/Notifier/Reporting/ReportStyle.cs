namespace EtlMesh.Notifier;

/// <summary>How a report looks, on light and on dark screens.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1b1f24; --soft: #5b6470; --line: #dfe3e8; --mark: #2563c9; --good: #1d6b2a; --bad: #b3261e; --warn: #8a5200; }
        @media (prefers-color-scheme: dark) { :root { --page: #14171b; --card: #1d2127; --text: #e6e9ed; --soft: #9aa4b0; --line: #333a43; --mark: #7fb0ff; --good: #7fd18b; --bad: #ff8f86; --warn: #f0b45a; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; } p { margin: .4rem 0; }
        .state { font-weight: 600; } .Completed { color: var(--good); } .Blocked, .Failed { color: var(--bad); } .Cancelled, .Suspended { color: var(--warn); }
        .metrics { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; margin-bottom: 1rem; }
        figure, .wide { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; } figure { margin: 0; padding: .8rem 1rem; min-width: 0; }
        figcaption, .change { color: var(--soft); font-size: .85rem; } .change { margin: 0 0 .6rem; } .change b { color: var(--text); font-weight: 600; }
        .newest { font-size: 1.9rem; font-weight: 650; line-height: 1.2; margin: 0; }
        svg { display: block; width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--soft); } svg line { stroke: var(--line); } svg .zero { stroke: var(--soft); stroke-dasharray: 3 3; }
        svg path { fill: none; stroke: var(--mark); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; } svg circle { fill: var(--mark); } svg .last { stroke: var(--card); stroke-width: 2; }
        .wide { overflow-x: auto; overflow-wrap: normal; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .35rem .8rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; } tr:last-child td { border-bottom: 0; }
        th { color: var(--soft); font-size: .85rem; font-weight: 600; } th:first-child, td:first-child { text-align: left; }
        @media (max-width: 30rem) { body { margin-top: 1rem; } th, td { padding: .35rem .5rem; font-size: .85rem; } td:first-child { min-width: 6.5rem; white-space: normal; overflow-wrap: anywhere; } }
        ul { list-style: none; margin: .6rem 0; padding: 0; } li { background: var(--card); border: 1px solid var(--line); border-left: .25rem solid var(--bad); border-radius: .3rem; margin: .4rem 0; padding: .4rem .8rem; }
        footer { margin-top: 2rem; font-size: .8rem; color: var(--soft); }
        """;
}
