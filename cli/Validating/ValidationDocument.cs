using System.Text.Json.Serialization;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>What <c>validate --output json</c> prints.</summary>
/// <param name="Pipelines">By folder name.</param>
[method: JsonConstructor]
public sealed record ValidationDocument(IReadOnlyList<ValidatedPipeline> Pipelines)
{
    public ValidationDocument(IEnumerable<CheckedPipeline> read)
        : this([.. read.Select(pipeline => new ValidatedPipeline(pipeline.Name, pipeline.Folder, pipeline.Problems.Count == 0, pipeline.Problems))])
    {
    }
}
