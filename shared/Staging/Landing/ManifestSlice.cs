namespace EtlMesh.Staging;

/// <summary>Slice k of n and its object.</summary>
/// <param name="Sha256">Lowercase hex.</param>
public sealed record ManifestSlice(int K, int N, string Object, long Rows, long Bytes, string Sha256);
