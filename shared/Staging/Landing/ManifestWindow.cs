namespace EtlMesh.Staging;

/// <summary>What was read, by watermark, as text. A missing bound is open; all are missing for a table without a watermark.</summary>
/// <param name="Lo">Where the window begins.</param>
/// <param name="Hi">The greatest watermark that was read.</param>
/// <param name="Until">Where the window ends: rows from here on belong to a later night.</param>
public sealed record ManifestWindow(string? Lo, string? Hi, string? Until = null);
