namespace EtlMesh.Extractor.Files;

/// <summary>What can be wrong with a record's quotes.</summary>
internal enum CsvFault
{
    None,

    /// <summary>The file ends inside a quoted field.</summary>
    OpenQuote,

    /// <summary>Something other than spaces stands between a closing quote and the next delimiter.</summary>
    TextBehindQuote,
}
