using EtlMesh.Warehouse;

namespace EtlMesh.Notifier;

/// <summary>What the warehouse adds to a run's summary.</summary>
/// <param name="Headline">The newest rows of the report model; null when the pipeline names none, or nothing is published yet.</param>
/// <param name="Seen">Null when readers see nothing yet.</param>
/// <param name="Results">What each check of the attempt found; empty when none ran, or when they are discarded.</param>
public sealed record ReportFacts(Headline? Headline = null, SeenRelease? Seen = null, IReadOnlyList<CheckResult>? Results = null)
{
    public IReadOnlyList<CheckResult> Results { get; } = Results ?? [];
}
