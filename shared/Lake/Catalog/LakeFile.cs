namespace EtlMesh.Lake;

/// <summary>A Parquet file.</summary>
/// <param name="Name">In the partition's location.</param>
/// <param name="Sha256">Lowercase hex.</param>
public sealed record LakeFile(string Name, long Rows, long Bytes, string Sha256);
