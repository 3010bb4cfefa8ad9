namespace EtlMesh.Cli;

/// <summary>What <c>validate --output json</c> prints.</summary>
/// <param name="Pipelines">By folder name.</param>
public sealed record ValidationDocument(IReadOnlyList<ValidatedPipeline> Pipelines);
