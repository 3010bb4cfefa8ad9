namespace EtlMesh.Staging;

/// <summary>The window [lo, hi) of watermarks, as text; both null for a whole table.</summary>
public sealed record ManifestWindow(string? Lo, string? Hi);
