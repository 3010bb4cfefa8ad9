namespace EtlMesh.Contracts;

/// <summary>Asks every service to stop its work for the attempt and remove what it wrote.</summary>
public sealed record DiscardAttempt : StageCommand
{
    public required string Reason { get; init; }
}
