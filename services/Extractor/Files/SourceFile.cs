namespace EtlMesh.Extractor.Files;

/// <summary>A file as it was when the source was looked at: a different size or time later means that it was changed meanwhile.</summary>
/// <param name="Name">Relative to the connection's folder, with <c>/</c>.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="Modified">Time of the last write, in ticks of UTC.</param>
public sealed record SourceFile(string Name, long Bytes, long Modified)
{
    /// <summary>Compressed by gzip, as its name says.</summary>
    public bool IsGzip => Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
