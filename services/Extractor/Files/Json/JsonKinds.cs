namespace EtlMesh.Extractor.Files;

/// <summary>Kinds of values that a key has had; null is none.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Text = 1,
    Number = 2,
    Boolean = 4,
    Nested = 8,
}
