namespace EtlMesh.Cli;

/// <summary>A run as the mesh knows it.</summary>
public sealed record MeshRun
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>nightly, or what else tells runs of one date apart.</summary>
    public string? Key { get; init; }

    /// <summary>0 before the warehouse has opened one.</summary>
    public int Attempt { get; init; }

    /// <summary>One of <see cref="RunStates"/>, or what it is doing.</summary>
    public required string State { get; init; }

    public string? Bundle { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stage in hand, or the one that failed.</summary>
    public string? Stage { get; init; }

    /// <summary>Why it does not go on.</summary>
    public string? Reason { get; init; }

    public string? Release { get; init; }

    public string? TraceId { get; init; }

    public IReadOnlyList<MeshRunStage> Stages { get; init; } = [];

    public IReadOnlyList<MeshRunTable>? Tables { get; init; }

    public MeshRunChecks? Checks { get; init; }

    public IReadOnlyList<MeshRunDeadline> Deadlines { get; init; } = [];
}
