namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.releases</c>.</summary>
public sealed record ReleaseRow
{
    public required string Id { get; init; }

    public string? Parent { get; init; }

    public required string Pipeline { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>night, rerun, backfill or revert.</summary>
    public required string Kind { get; init; }

    public required Snapshot Snapshot { get; init; }

    public required IReadOnlyList<ReleasedModel> Models { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime PublishedAt { get; init; }

    /// <summary>Of a revert: the release whose objects it names.</summary>
    public string? Target { get; init; }

    /// <summary>True for the pipeline's head.</summary>
    public bool IsHead { get; init; }

    /// <summary>Of a head that is held: who holds it; else null.</summary>
    public string? HeldBy { get; init; }

    public string? HeldReason { get; init; }
}
