namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A file or object of a dump as it was when the source was looked at.</summary>
/// <param name="Name">The file's name, or the object's key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Version">Another one means that it was changed: the time of the last write, or the object's tag.</param>
internal sealed record DumpObject(string Name, long Bytes, string Version)
{
    /// <summary>Compressed by gzip, as its name says.</summary>
    public bool IsGzip => Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
