namespace EtlMesh.Warehouse;

/// <summary>What a check found.</summary>
public sealed record CheckRun
{
    public required long FailingRows { get; init; }

    /// <summary>The first failing rows, a JSON object each.</summary>
    public required IReadOnlyList<string> Sample { get; init; }
}
