namespace EtlMesh.Contracts;

/// <summary>Progress: one model of the candidate is built.</summary>
public sealed record ModelBuilt : RunMessage
{
    public required string Model { get; init; }

    /// <summary>Model k of n built so far.</summary>
    public required int K { get; init; }

    public required int N { get; init; }

    public required string Materialization { get; init; }

    /// <summary>Rows of a table; null for a view.</summary>
    public long? Rows { get; init; }

    public required double Seconds { get; init; }
}
