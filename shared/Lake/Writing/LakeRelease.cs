using EtlMesh.Pipelines;

namespace EtlMesh.Lake;

/// <summary>A release to be written to a lake, from its sealed candidate.</summary>
public sealed record LakeRelease
{
    public required string Release { get; init; }

    public required string Pipeline { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>The candidate's uid.</summary>
    public required string Candidate { get; init; }

    /// <summary>The release whose catalog shows what readers see now; null when there is none.</summary>
    public string? Parent { get; init; }

    public required IReadOnlyList<LakeTableDefinition> Tables { get; init; }

    /// <summary>The pipeline's named queries: their SQL by name.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
