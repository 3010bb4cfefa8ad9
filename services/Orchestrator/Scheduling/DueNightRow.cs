namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>What became of a due time. There is one row for each, so whoever is second does nothing.</summary>
public sealed class DueNightRow
{
    public const string Started = "started";
    public const string Missed = "missed";

    public required string Pipeline { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>The run's key: <c>nightly</c>, or the due instant.</summary>
    public required string Key { get; init; }

    public required Guid RunId { get; init; }

    /// <summary><see cref="Started"/> or <see cref="Missed"/>.</summary>
    public required string Outcome { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}
