namespace EtlMesh.Contracts;

/// <summary>The outcome of the gate, in counts; the results are in <c>etl.quality_results</c>.</summary>
public sealed record VerdictSummary
{
    public required bool Passed { get; init; }

    /// <summary>The fingerprint of the candidate that was checked.</summary>
    public required string Fingerprint { get; init; }

    public required int ChecksPassed { get; init; }

    public required int ChecksWarned { get; init; }

    public required int ChecksFailed { get; init; }

    /// <summary>The blocking checks that failed, a sentence each.</summary>
    public required IReadOnlyList<string> Failures { get; init; }
}
