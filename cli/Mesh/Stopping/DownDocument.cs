namespace EtlMesh.Cli;

/// <summary>What <c>down --output json</c> prints.</summary>
/// <param name="Stopped">The processes that ran, by name.</param>
/// <param name="Killed">Those of them that did not end by themselves.</param>
/// <param name="Removed">The folders that <c>--wipe</c> removed.</param>
public sealed record DownDocument(IReadOnlyList<string> Stopped, IReadOnlyList<string> Killed, IReadOnlyList<string> Removed);
