namespace EtlMesh.Contracts;

/// <summary>A service could not remove what an attempt wrote; a person is needed.</summary>
public sealed record CompensationFailed : RunMessage
{
    public required string Service { get; init; }

    public required string Reason { get; init; }
}
