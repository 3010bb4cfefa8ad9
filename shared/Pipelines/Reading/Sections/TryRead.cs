namespace EtlMesh.Pipelines;

/// <summary>Reads a value from its text; false when the text is none.</summary>
internal delegate bool TryRead<T>(string text, out T value);
