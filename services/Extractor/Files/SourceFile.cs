namespace EtlMesh.Extractor.Files;

/// <summary>A file as it was when the source was looked at: a different size, time or version later means that it was changed meanwhile.</summary>
/// <param name="Name">Relative to the connection's folder or prefix, with <c>/</c>.</param>
/// <param name="Bytes">Size as it is stored.</param>
/// <param name="Modified">Time of the last write, in ticks of UTC.</param>
/// <param name="Version">The store's tag of this content; null where there is none.</param>
public sealed record SourceFile(string Name, long Bytes, long Modified, string? Version = null)
{
    /// <summary>Compressed by gzip, as its name says.</summary>
    public bool IsGzip => Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
