namespace EtlMesh.Contracts;

/// <summary>The candidate is complete; nothing writes to it any more.</summary>
public sealed record CandidateSealed : RunMessage
{
    public required CandidateRef Candidate { get; init; }
}
