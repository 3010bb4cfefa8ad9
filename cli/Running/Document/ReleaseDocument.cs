namespace EtlMesh.Cli;

/// <summary>What the run published.</summary>
/// <param name="Id">The release that answers for the run date; null when nothing was published.</param>
/// <param name="Published">Whether readers see it.</param>
public sealed record ReleaseDocument(string? Id, bool Published);
