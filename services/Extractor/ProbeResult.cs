namespace EtlMesh.Extractor;

/// <summary>Whether a source is ready.</summary>
/// <param name="Ready">All its tables are there.</param>
/// <param name="Lines">Ready: what was seen, a line for each table. Otherwise: what is missing.</param>
public sealed record ProbeResult(bool Ready, IReadOnlyList<string> Lines);
