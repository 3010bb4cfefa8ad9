namespace EtlMesh.Contracts;

/// <summary>An operator, or Ctrl-C, ends the run; its effects are compensated.</summary>
public sealed record CancelRun : RunMessage
{
    public required string Reason { get; init; }
}
