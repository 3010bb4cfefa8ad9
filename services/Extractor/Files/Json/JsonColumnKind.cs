namespace EtlMesh.Extractor.Files;

/// <summary>How a value's token becomes the text that its column is cast from.</summary>
internal enum JsonColumnKind
{
    /// <summary>Strings without their quotes, everything else as written.</summary>
    Plain,

    /// <summary>As <see cref="Plain"/>; numbers with an exponent are written out, as the engine would round them.</summary>
    Exact,

    /// <summary>The token as written, quotes included.</summary>
    Json,
}
