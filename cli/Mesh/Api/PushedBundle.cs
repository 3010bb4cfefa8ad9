namespace EtlMesh.Cli;

/// <summary>A pipeline's files as the mesh has taken them.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Hash">SHA-256 of the bundle, lowercase hex.</param>
/// <param name="Changed">False when the mesh had the same files already.</param>
public sealed record PushedBundle(string Pipeline, string Hash, bool Changed);
