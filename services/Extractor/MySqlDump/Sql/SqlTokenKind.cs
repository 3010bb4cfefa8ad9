namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What a piece of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>The text ends here.</summary>
    End,

    /// <summary>The text ends inside of something: what follows decides.</summary>
    Open,

    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    Name,

    /// <summary>A string in single or double quotes.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Symbol,
}
