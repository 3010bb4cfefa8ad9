namespace EtlMesh.Contracts;

/// <summary>The run was cancelled and its effects compensated.</summary>
public sealed record RunCancelled : RunMessage
{
    public required string Reason { get; init; }
}
