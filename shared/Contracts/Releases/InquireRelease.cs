namespace EtlMesh.Contracts;

/// <summary>Asks whether a publish whose answer is missing took place.</summary>
public sealed record InquireRelease : StageCommand
{
    public required string Release { get; init; }

    /// <summary>The run is to end: a publish that is not committed yet is to be given up before the answer.</summary>
    public bool GiveUp { get; init; }
}
