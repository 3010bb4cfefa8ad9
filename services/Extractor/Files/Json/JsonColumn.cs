namespace EtlMesh.Extractor.Files;

/// <summary>A column that is filled from a key.</summary>
internal sealed record JsonColumn(string Name, JsonColumnKind Kind);
