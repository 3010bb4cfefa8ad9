namespace EtlMesh.Extractor.MySqlDump;

/// <summary>How a column's bytes are understood.</summary>
internal enum DumpColumnKind
{
    /// <summary>Numbers, dates and times: plain ASCII.</summary>
    Plain,

    /// <summary>Text, in the dump's character set.</summary>
    Text,

    /// <summary>Bytes as they are.</summary>
    Binary,

    /// <summary>A number, written as its bytes.</summary>
    Bit,
}
