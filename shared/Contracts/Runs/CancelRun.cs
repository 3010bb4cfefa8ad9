namespace EtlMesh.Contracts;

/// <summary>An operator, or Ctrl-C, ends the run; its effects are compensated.</summary>
/// <remarks><see cref="RunMessage.Attempt"/> 0 means the attempt that is active.</remarks>
public sealed record CancelRun : RunMessage
{
    public required string Reason { get; init; }
}
