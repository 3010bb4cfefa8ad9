namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.quality_results</c>.</summary>
public sealed record CheckResult
{
    public required string CheckId { get; init; }

    public required string Model { get; init; }

    /// <summary>error or warn.</summary>
    public required string Severity { get; init; }

    /// <summary>passed, warned or failed.</summary>
    public required string Status { get; init; }

    public required string Expected { get; init; }

    public required string Actual { get; init; }

    public required long FailingRows { get; init; }

    /// <summary>The SQL that ran.</summary>
    public required string Query { get; init; }

    /// <summary>The first failing rows, a JSON object each.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];
}
