namespace EtlMesh.Extractor.MySqlDump;

/// <summary>How a value is written.</summary>
internal enum TupleFieldKind : byte
{
    Null,

    /// <summary>A number or another word, as it is.</summary>
    Word,

    /// <summary>Between quotes, which are not part of the field.</summary>
    Quoted,

    /// <summary>Hexadecimal digits.</summary>
    Hex,

    /// <summary>Binary digits.</summary>
    Bits,

    /// <summary>What only a server can compute.</summary>
    Expression,
}
