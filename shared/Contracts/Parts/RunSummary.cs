namespace EtlMesh.Contracts;

/// <summary>What a notification tells of a run.</summary>
public sealed record RunSummary
{
    /// <summary>Completed, Blocked, Failed, Cancelled or Suspended.</summary>
    public required string State { get; init; }

    public string? Release { get; init; }

    public string? Stage { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required IReadOnlyList<TableOutcome> Tables { get; init; }

    public VerdictSummary? Verdict { get; init; }

    /// <summary>The stages that were begun, in order.</summary>
    public IReadOnlyList<StageOutcome> Stages { get; init; } = [];
}
