namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Where in a row's bytes a value is.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Quote">The quote around it.</param>
/// <param name="Escaped">It holds escapes or doubled quotes.</param>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct TupleField(TupleFieldKind Kind, byte Quote, bool Escaped, int Start, int Length);
