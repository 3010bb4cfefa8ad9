namespace EtlMesh.Warehouse;

/// <summary>A candidate to be published.</summary>
public sealed record ReleaseSpec
{
    public required string Release { get; init; }

    public required string Pipeline { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Candidate { get; init; }

    /// <summary>The head that must still be there.</summary>
    public string? Parent { get; init; }

    /// <summary>The fingerprint that was checked.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>night, rerun or backfill; null: rerun when the run was published before, else night.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<LineageEdge> Lineage { get; init; } = [];

    /// <summary>Roles that may read the published views; an engine without roles has no use for them.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];
}
