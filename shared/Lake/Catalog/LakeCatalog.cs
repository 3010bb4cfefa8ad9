namespace EtlMesh.Lake;

/// <summary>What a release has in the lake: a document that is written once and never changed.</summary>
public sealed record LakeCatalog
{
    /// <summary>Of this document.</summary>
    public int Format { get; init; } = 1;

    public required string Pipeline { get; init; }

    public required string Release { get; init; }

    /// <summary>The release whose catalog this one goes on from; null for the first.</summary>
    public string? Parent { get; init; }

    /// <summary>The uid of the candidate that was written.</summary>
    public required string Candidate { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime WrittenAt { get; init; }

    public required IReadOnlyList<LakeTable> Tables { get; init; }

    /// <summary>The pipeline's named queries: their SQL by name.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public LakeTable? Find(string table) => Tables.FirstOrDefault(known => known.Name == table);
}
