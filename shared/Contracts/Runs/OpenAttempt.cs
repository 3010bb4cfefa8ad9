namespace EtlMesh.Contracts;

/// <summary>Asks the warehouse for the attempt number and what the run builds on.</summary>
public sealed record OpenAttempt : StageCommand
{
    public required string Key { get; init; }

    public bool Again { get; init; }

    /// <summary>Which request of the run asks, from 1; a decline carries it back.</summary>
    public required int Request { get; init; }
}
