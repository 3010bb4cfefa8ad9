namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A column of a CREATE TABLE.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type it is read as, in DuckDB's words.</param>
/// <param name="Kind">How its bytes are understood.</param>
/// <param name="IsLatin1">Its own character set is latin1; else it is UTF-8, or none that matters.</param>
/// <param name="IsGenerated">The server computes it; a dump need not hold it.</param>
/// <param name="IsInvisible">No part of the table to who asks for all of its columns.</param>
internal sealed record DumpColumn(string Name, string Type, DumpColumnKind Kind, bool IsLatin1, bool IsGenerated, bool IsInvisible);
