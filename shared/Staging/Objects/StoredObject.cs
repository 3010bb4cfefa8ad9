namespace EtlMesh.Staging;

/// <summary>A committed object.</summary>
/// <param name="Sha256">Lowercase hex.</param>
public sealed record StoredObject(string Key, long Bytes, string Sha256);
