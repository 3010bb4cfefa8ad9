namespace EtlMesh.Contracts;

/// <summary>A sealed candidate.</summary>
public sealed record CandidateRef
{
    public required string Uid { get; init; }

    public string? Parent { get; init; }

    /// <summary>SHA-256 over bundle, segments, compiled SQL, uids and row counts.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Key of <c>compiled.json</c> in the object store.</summary>
    public required string Compiled { get; init; }
}
