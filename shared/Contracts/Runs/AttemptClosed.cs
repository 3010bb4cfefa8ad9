namespace EtlMesh.Contracts;

/// <summary>The end of the attempt is recorded in the warehouse.</summary>
public sealed record AttemptClosed : RunMessage
{
    /// <summary>As <see cref="CloseAttempt.State"/> gave it.</summary>
    public required string State { get; init; }
}
