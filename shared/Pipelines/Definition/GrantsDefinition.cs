namespace EtlMesh.Pipelines;

/// <summary>Who may read the published schemas.</summary>
public sealed record GrantsDefinition
{
    /// <summary>Roles of the warehouse; ignored by DuckDB, which has none.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];
}
