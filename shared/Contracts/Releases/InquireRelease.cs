namespace EtlMesh.Contracts;

/// <summary>Asks whether a publish whose answer is missing took place.</summary>
public sealed record InquireRelease : StageCommand
{
    public required string Release { get; init; }

    /// <summary>
    /// True when the run is to end: a release that is not published by now must never be, even if its <see cref="PublishRelease"/> is
    /// still under way. Recording that and answering is one transaction.
    /// </summary>
    public bool Forbid { get; init; }
}
