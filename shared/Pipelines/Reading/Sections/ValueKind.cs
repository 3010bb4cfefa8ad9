namespace EtlMesh.Pipelines;

/// <summary>A kind of value that a key can hold.</summary>
/// <param name="What">With its article, for "is not …".</param>
/// <param name="Remedy">How to write it.</param>
/// <param name="Echo">False when the value may be a secret and must not be repeated in a message.</param>
internal sealed record ValueKind<T>(string What, string Remedy, TryRead<T> TryRead, bool Echo = true);
