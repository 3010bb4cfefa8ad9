namespace EtlMesh.Staging;

/// <summary>What reconciles a column: its NULLs, and its sum or its bounds, as text.</summary>
public sealed record ManifestSum(long Nulls, string? Sum, string? Min, string? Max);
