namespace EtlMesh.Pipelines;

/// <summary>A kind of value that a key can hold.</summary>
/// <param name="What">With its article, for "is not …".</param>
/// <param name="Remedy">How to write it.</param>
/// <param name="Shape">How the schema says it; it takes whatever the parser takes, quoted numbers and bare words of other types aside.</param>
/// <param name="Echo">False when the value may be a secret and must not be repeated in a message.</param>
internal sealed record ValueKind<T>(string What, string Remedy, ValueShape Shape, TryRead<T> TryRead, bool Echo = true);
