namespace EtlMesh.Contracts;

/// <summary>Asks for the verdict on a sealed candidate.</summary>
public sealed record CheckCandidate : StageCommand
{
    public required CandidateRef Candidate { get; init; }
}
