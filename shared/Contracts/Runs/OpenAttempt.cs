namespace EtlMesh.Contracts;

/// <summary>Asks the warehouse for the attempt number and what the run builds on.</summary>
/// <remarks>
/// <see cref="RunMessage.Attempt"/> is the last attempt known to have ended, 0 when none is. An active attempt above it is given again;
/// one that is not above it was left behind by a lost answer and counts as ended.
/// </remarks>
public sealed record OpenAttempt : StageCommand
{
    public required string Key { get; init; }

    public bool Again { get; init; }

    /// <summary>Which request of the run asks, from 1; a decline carries it back.</summary>
    public required int Request { get; init; }
}
