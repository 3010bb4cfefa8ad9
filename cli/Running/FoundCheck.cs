using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>A check of the verdict, as it is told.</summary>
/// <param name="Result">Its row of <c>etl.quality_results</c>.</param>
/// <param name="Sample">Some failing rows, a JSON object each; none of a check that passed.</param>
public sealed record FoundCheck(CheckResult Result, IReadOnlyList<string> Sample)
{
    public bool Passed => Result.Status == "pass";
}
