using System.Text.Json.Nodes;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>One check of the verdict.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Model">The model it looks at.</param>
/// <param name="Severity">error or warn.</param>
/// <param name="Status">passed, warned or failed.</param>
/// <param name="Expected">What was expected, in words.</param>
/// <param name="Actual">What was found, in words.</param>
/// <param name="FailingRows">The first failing rows, an object each; <paramref name="Actual"/> has their number.</param>
public sealed record CheckDocument(string Check, string Model, string Severity, string Status, string Expected, string Actual, IReadOnlyList<JsonNode?> FailingRows)
{
    public CheckDocument(CheckResult result)
        : this(result.CheckId, result.Model, result.Severity, result.Status, result.Expected, result.Actual, [.. result.Sample.Select(row => JsonNode.Parse(row))])
    {
    }
}
