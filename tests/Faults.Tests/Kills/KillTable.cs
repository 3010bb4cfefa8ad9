namespace EtlMesh.Faults.Tests.Kills;

/// <summary>Where services are killed: at the start and at the stop of each effect that they have.</summary>
internal static class KillTable
{
    /// <summary>In a night that completes. Every message is received and acknowledged by somebody, so these two are everybody's.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Nightly = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["extractor"] = ["source.probe", "extract.slice", "staging.write", "staging.commit", "quarantine.write", .. Everybodys],
        ["loader"] = ["segment.fill", "segment.commit", "quarantine.index", "staging.write", "staging.commit", .. Everybodys],
        ["transformer"] =
        [
            "attempt.open", "candidate.begin", "model.build", "model.commit", "staging.write", "staging.commit", "candidate.seal",
            "release.publish", "release.commit", "attempt.close", "retention.sweep", .. Everybodys,
        ],
        ["quality-gate"] = ["check.run", "failures.keep", "verdict.record", .. Everybodys],
        ["notifier"] = ["report.write", "staging.write", "staging.commit", "notification.send", .. Everybodys],
        ["orchestrator"] = ["staging.write", "staging.commit", "saga.commit", "outbox.send", .. Everybodys],
    };

    /// <summary>Who removes what it wrote when a run is given up.</summary>
    public static readonly IReadOnlyList<string> Discarding = ["extractor", "loader", "transformer", "quality-gate"];

    /// <summary>Of a warehouse that nobody has opened before; by whoever is first, which is who opens attempts.</summary>
    public const string Creating = "transformer";

    /// <summary>Effects that the nights here have not: of <c>etlmesh run</c>, whose process has the warehouse to itself, and of a lake. The tests of embedded nights strike them.</summary>
    public static readonly IReadOnlyList<string> Embedded = ["attempt.recover", "lake.write", "lake.head"];

    private static IReadOnlyList<string> Everybodys => ["message.handle", "message.acknowledge"];

    /// <summary>How many nights it takes: most services are struck at one effect a night, the transformer, which has more of them, at two.</summary>
    public const int Nights = 7;

    /// <summary>Every boundary of every service at which the tests kill, such as <c>loader start segment.fill</c>.</summary>
    public static IEnumerable<string> Boundaries =>
        from kill in Nightly.SelectMany(service => service.Value.Select(effect => (Service: service.Key, Effect: effect)))
            .Concat(Discarding.Select(service => (Service: service, Effect: "attempt.discard")))
            .Append((Service: Creating, Effect: "warehouse.create"))
        from edge in new[] { "start", "stop" }
        select $"{kill.Service} {edge} {kill.Effect}";

    /// <summary>Who is struck at what in the k-th night, from 0; of two effects the first comes before the second.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Night(int k) => Nightly
        .Select(service => (service.Key, Effects: (IReadOnlyList<string>)[.. service.Value.Where((_, i) => i % Nights == k)]))
        .Where(service => service.Effects.Count > 0)
        .ToDictionary(service => service.Key, service => service.Effects);
}
