namespace EtlMesh.Extractor.Files;

/// <summary>A column as it is asked for.</summary>
/// <param name="Sql">Its expression.</param>
/// <param name="IsRaw">It gives bytes, not text.</param>
/// <param name="MustBeText">Its bytes must be UTF-8, as they fill a column of another type.</param>
internal sealed record ParquetColumn(string Sql, bool IsRaw, bool MustBeText);
