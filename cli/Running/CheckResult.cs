namespace EtlMesh.Cli;

/// <summary>A check's row of <c>etl.quality_results</c>.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Model">The model it looks at; null for a test over several.</param>
/// <param name="Severity">error or warn.</param>
/// <param name="Status">passed, warned or failed.</param>
/// <param name="Expected">What was expected, in words.</param>
/// <param name="Actual">What was found, in words.</param>
/// <param name="FailingRows">How many rows failed.</param>
/// <param name="Query">The SQL that selects the failing rows.</param>
/// <param name="Sample">Some failing rows, a JSON object each.</param>
public sealed record CheckResult(
    string Check,
    string? Model,
    string Severity,
    string Status,
    string? Expected,
    string? Actual,
    long FailingRows,
    string? Query,
    IReadOnlyList<string> Sample);
