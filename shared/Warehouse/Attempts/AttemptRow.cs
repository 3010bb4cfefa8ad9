namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.attempts</c>.</summary>
public sealed record AttemptRow
{
    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    public required string Key { get; init; }

    public required string BundleHash { get; init; }

    public required AttemptState State { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>In UTC; null while active, and while an abandoned attempt is not discarded.</summary>
    public DateTime? EndedAt { get; init; }
}
