namespace EtlMesh.Contracts;

/// <summary>What every message of a run carries. Messages hold references to staged data, never rows.</summary>
public abstract record RunMessage
{
    /// <summary>Name-based UUID of (pipeline, run date, key); see <see cref="Contracts.RunId"/>.</summary>
    public required Guid RunId { get; init; }

    /// <summary>1, 2, … of the run, given by the warehouse; 0 before the attempt was opened.</summary>
    public required int Attempt { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly RunDate { get; init; }

    /// <summary>SHA-256 (lowercase hex) of the pipeline's bundle.</summary>
    public required string BundleHash { get; init; }
}
