namespace EtlMesh.Contracts;

/// <summary>Asks the warehouse for the attempt number and what the run builds on.</summary>
public sealed record OpenAttempt : RunMessage
{
    public required string Key { get; init; }

    public bool Again { get; init; }
}
