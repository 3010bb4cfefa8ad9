namespace EtlMesh.Contracts;

/// <summary>Asks to record in the warehouse how the attempt ended.</summary>
public sealed record CloseAttempt : StageCommand
{
    /// <summary>Completed, Blocked, Failed or Cancelled.</summary>
    public required string State { get; init; }
}
