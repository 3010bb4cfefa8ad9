namespace EtlMesh.Notifier;

/// <summary>How a report looks, beside what all pages share.</summary>
internal static class ReportStyle
{
    public const string Css = """
        body { max-width: 62rem; } header p { margin: .1rem 0; }
        .ending { margin: 1rem 0 0; padding: .8rem 1rem; border-left-width: .35rem; } .ending.passed, .finding.passed { border-left-color: var(--good); } .ending.warned, .finding.warned { border-left-color: var(--warn); } .ending.failed, .finding.failed { border-left-color: var(--bad); }
        .card.ending, .card.finding { color: var(--text); } .state { font-size: 1.25rem; font-weight: 650; line-height: 1.3; margin-top: 0; } .finding { border-left-width: .35rem; }
        .reason { white-space: pre-wrap; } details { margin: .6rem 0; } details > .wide { margin-top: .5rem; }
        .metrics { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: .8rem; } figure { margin: 0; padding: .7rem 1rem; min-width: 0; max-width: 30rem; }
        .newest { font-size: 1.9rem; font-weight: 650; line-height: 1.2; margin: 0; } .change { margin: 0 0 .5rem; color: var(--soft); font-size: .875rem; } .change b { color: var(--text); font-weight: 600; }
        figure svg { display: block; width: 100%; height: auto; } figure text { font-size: 11px; fill: var(--soft); } figure line { stroke: var(--line); } figure .zero { stroke: var(--soft); stroke-dasharray: 3 3; }
        figure path { fill: none; stroke: var(--mark); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; } figure circle { fill: var(--mark); } figure .last { stroke: var(--card); stroke-width: 2; }
        .stages th { white-space: nowrap; } .stages .time { width: 100%; min-width: 7rem; vertical-align: middle; } th.time span { font-weight: 400; } th.time span:first-child { float: left; } .stages svg { display: block; width: 100%; height: .8rem; overflow: hidden; }
        .stages rect { fill: var(--mark); } .stages .failed rect { fill: var(--bad); } .stages .soft rect { fill: var(--edge); } .stages .warned rect { fill: var(--warn); }
        """;
}
