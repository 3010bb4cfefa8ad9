namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What the texts of a dump are written in.</summary>
internal enum DumpCharset
{
    Utf8,

    /// <summary>MySQL's latin1: Windows-1252, with control characters where that has none.</summary>
    Latin1,

    /// <summary>Each text in the character set of its column.</summary>
    Binary,
}
