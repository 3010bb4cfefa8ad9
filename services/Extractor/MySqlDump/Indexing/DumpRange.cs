using System.Text.Json.Serialization;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Whole statements of one table that follow each other in a dump.</summary>
/// <param name="File">Position of the file among the dump's.</param>
/// <param name="Offset">Where the first statement begins, in the inflated file.</param>
/// <param name="Length">Bytes, to the end of the last one.</param>
/// <param name="Line">The line of the first byte, from 1.</param>
/// <param name="Rows">Rows in it, counted from the bytes.</param>
/// <param name="Charset">What its texts are written in.</param>
/// <param name="Backslashes">A backslash escapes in strings.</param>
internal readonly record struct DumpRange(int File, long Offset, long Length, long Line, long Rows = 0, DumpCharset Charset = DumpCharset.Utf8, bool Backslashes = true)
{
    [JsonIgnore]
    public long End => Offset + Length;

    /// <summary>This and one that begins behind it, as one.</summary>
    public DumpRange With(DumpRange next) => this with { Length = next.End - Offset, Rows = Rows + next.Rows };

    public bool IsReadLike(DumpRange other) => File == other.File && Charset == other.Charset && Backslashes == other.Backslashes;
}
