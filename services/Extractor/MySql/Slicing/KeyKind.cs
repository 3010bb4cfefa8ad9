namespace EtlMesh.Extractor.MySql;

/// <summary>How a key's values are written in statements.</summary>
public enum KeyKind
{
    Number,

    /// <summary>Dates, times and uuids: their own text in quotes.</summary>
    Word,

    /// <summary>Texts; the server compares them by the column's collation.</summary>
    Text,

    /// <summary>Bytes; base64 in a slice's description.</summary>
    Binary,
}
