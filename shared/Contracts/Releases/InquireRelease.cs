namespace EtlMesh.Contracts;

/// <summary>Asks whether a publish whose answer is missing took place.</summary>
public sealed record InquireRelease : StageCommand
{
    public required string Release { get; init; }
}
