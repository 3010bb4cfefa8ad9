namespace EtlMesh.Warehouse;

/// <summary>Failing rows to be kept.</summary>
public sealed record FailureStore
{
    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Pipeline { get; init; }

    public required string CheckId { get; init; }

    /// <summary>A SELECT of the failing rows.</summary>
    public required string Sql { get; init; }

    /// <summary>Rows to keep at most; null keeps all.</summary>
    public long? Limit { get; init; }
}
