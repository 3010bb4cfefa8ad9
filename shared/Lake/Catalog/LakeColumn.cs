namespace EtlMesh.Lake;

/// <summary>A column of the files.</summary>
/// <param name="Type">In DuckDB's words; one of those that Parquet's readers share.</param>
public sealed record LakeColumn(string Name, string Type);
