namespace EtlMesh.Orchestrator.Operations;

/// <summary>A run as its saga knows it.</summary>
public sealed record RunDocument
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary><c>nightly</c>, or the due instant.</summary>
    public required string Key { get; init; }

    /// <summary>From 1; 0 until the warehouse has opened the attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>One of <see cref="RunStates"/>.</summary>
    public required string State { get; init; }

    public required string Bundle { get; init; }

    /// <summary>Which start the run follows; see <see cref="AskedRunDocument.RequestId"/>.</summary>
    public Guid? RequestId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stage in hand; of a run that cannot go on, the stage that failed.</summary>
    public string? Stage { get; init; }

    /// <summary>Why the run is not going on; null while it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The release, once the run is completed.</summary>
    public string? Release { get; init; }

    /// <summary>Null until the attempt is open.</summary>
    public string? TraceId { get; init; }

    /// <summary>The stages that were begun, in order.</summary>
    public required IReadOnlyList<RunStageDocument> Stages { get; init; }

    /// <summary>Null where runs are listed.</summary>
    public IReadOnlyList<RunTableDocument>? Tables { get; init; }

    /// <summary>Null until the gate has spoken.</summary>
    public RunChecksDocument? Checks { get; init; }

    /// <summary>What will happen by itself, the soonest first.</summary>
    public IReadOnlyList<RunDeadlineDocument> Deadlines { get; init; } = [];
}
