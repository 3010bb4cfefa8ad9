namespace EtlMesh.Pipelines;

/// <summary>What the report of a night shows.</summary>
public sealed record ReportDefinition
{
    /// <summary>A published model.</summary>
    public required string Model { get; init; }

    /// <summary>Its date column.</summary>
    public required string Date { get; init; }

    /// <summary>Its numeric columns, headline first; at least one.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }
}
