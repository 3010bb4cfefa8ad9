namespace EtlMesh.Orchestrator.Operations;

/// <summary>The answer to a pushed bundle.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Hash">The bundle's SHA-256, lowercase hex.</param>
/// <param name="Changed">False when the mesh runs this bundle already.</param>
public sealed record BundleDocument(string Pipeline, string Hash, bool Changed);
