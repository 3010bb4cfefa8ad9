namespace EtlMesh.Cli;

/// <summary>The document of <c>releases list --output json</c>.</summary>
/// <param name="Releases">The latest first.</param>
public sealed record ReleaseListDocument(IReadOnlyList<ListedRelease> Releases);
