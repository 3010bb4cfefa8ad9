using System.Collections.Frozen;

namespace EtlMesh.Hosting;

/// <summary>The names of all durable effects. Other activities of <c>EtlMesh.*</c> tell of work, and are no place to strike.</summary>
public static class DurableEffects
{
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "warehouse.create",
        "attempt.open",
        "attempt.close",
        "source.probe",
        "extract.slice",
        "staging.write",
        "staging.commit",
        "quarantine.write",
        "quarantine.index",
        "segment.fill",
        "segment.commit",
        "candidate.begin",
        "candidate.seal",
        "model.build",
        "model.commit",
        "check.run",
        "failures.keep",
        "verdict.record",
        "release.publish",
        "release.commit",
        "lake.write",
        "lake.head",
        "report.write",
        "notification.send",
        "retention.sweep",
        "message.handle",
        "message.acknowledge",
        "saga.commit",
        "outbox.send",
        "attempt.recover",
        "attempt.discard");
}
