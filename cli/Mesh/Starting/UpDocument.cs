namespace EtlMesh.Cli;

/// <summary>What <c>up --output json</c> prints.</summary>
/// <param name="Url">Of the orchestrator's API.</param>
/// <param name="TokenFile">The file of its token; absolute.</param>
/// <param name="Processes">Every process of the mesh.</param>
/// <param name="Pipelines">What was pushed.</param>
public sealed record UpDocument(string Url, string TokenFile, IReadOnlyList<UpProcess> Processes, IReadOnlyList<PushDocument> Pipelines);
