namespace EtlMesh.EndToEnd.Tests;

/// <summary>The durable effects of a night before it publishes, by stage.</summary>
internal static class Effect
{
    public static readonly IReadOnlyList<(string Stage, string Activity)> BeforePublishing =
    [
        ("source", "source.probe"),
        ("extract", "extract.slice"),
        ("extract", "staging.write"),
        ("extract", "staging.commit"),
        ("extract", "quarantine.write"),
        ("load", "segment.fill"),
        ("load", "segment.commit"),
        ("transform", "candidate.begin"),
        ("transform", "model.build"),
        ("transform", "model.commit"),
        ("transform", "candidate.seal"),
        ("quality", "check.run"),
        ("quality", "verdict.record"),
    ];
}
