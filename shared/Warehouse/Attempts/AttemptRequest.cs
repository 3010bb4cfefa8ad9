namespace EtlMesh.Warehouse;

/// <summary>A run asks for an attempt.</summary>
public sealed record AttemptRequest
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly RunDate { get; init; }

    /// <summary><c>nightly</c>, a due instant, or <c>object@version</c>.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 (lowercase hex) of the bundle.</summary>
    public required string BundleHash { get; init; }

    /// <summary>A run that is published gets another attempt.</summary>
    public bool Again { get; init; }
}
