namespace EtlMesh.Staging;

/// <summary>A column of the landing objects; the type in DuckDB's words.</summary>
public sealed record ManifestColumn(string Name, string Type, bool Nullable);
