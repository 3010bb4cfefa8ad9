using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>One check of the verdict.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Model">The model it looks at.</param>
/// <param name="Severity">error or warn.</param>
/// <param name="Status">passed, warned or failed.</param>
/// <param name="Expected">What was expected, in words.</param>
/// <param name="Actual">What was found, in words.</param>
/// <param name="FailingRows">How many rows failed.</param>
public sealed record CheckDocument(string Check, string Model, string Severity, string Status, string Expected, string Actual, long FailingRows)
{
    public CheckDocument(CheckResult result)
        : this(result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, result.FailingRows)
    {
    }
}
