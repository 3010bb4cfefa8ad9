using EtlMesh.Nights.Tests.Expected;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>How a night ended, what was counted of each table, and what was said.</summary>
internal sealed record RealNight(Outcome Outcome, IReadOnlyDictionary<string, Counts> Counts, string? Reason = null)
{
    /// <summary>The process died when its release was committed already.</summary>
    public bool PublishedWhenKilled { get; init; }
}
