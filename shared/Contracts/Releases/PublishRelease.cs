namespace EtlMesh.Contracts;

/// <summary>Asks to make the candidate the head, in one transaction.</summary>
public sealed record PublishRelease : StageCommand
{
    public required string Release { get; init; }

    public required CandidateRef Candidate { get; init; }
}
