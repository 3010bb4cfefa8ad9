namespace EtlMesh.Contracts;

/// <summary>How a stage of a run went.</summary>
public sealed record StageOutcome
{
    /// <summary>One of <see cref="StageNames"/>.</summary>
    public required string Stage { get; init; }

    /// <summary>done, failed, skipped or running.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is running.</summary>
    public double? Seconds { get; init; }
}
