namespace EtlMesh.Contracts;

/// <summary>The checks ran on the candidate with this fingerprint.</summary>
public sealed record VerdictReached : RunMessage
{
    public required CandidateRef Candidate { get; init; }

    public required VerdictSummary Verdict { get; init; }
}
