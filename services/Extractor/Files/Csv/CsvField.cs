namespace EtlMesh.Extractor.Files;

/// <summary>Where a field's content lies in its record; quotes around it are outside.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool HasDoubledQuotes);
