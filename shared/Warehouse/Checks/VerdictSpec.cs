using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A verdict on a sealed candidate.</summary>
public sealed record VerdictSpec
{
    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Candidate { get; init; }

    /// <summary>The outcome; its fingerprint is the candidate's.</summary>
    public required VerdictSummary Summary { get; init; }

    public required IReadOnlyList<CheckResult> Results { get; init; }
}
