using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>Texts of <c>etl</c> that are longer than a column: compressed, and marked so.</summary>
internal static class Packed
{
    /// <summary>Bytes of the widest varchar.</summary>
    public const int Longest = 65535;

    private const string Mark = "gzip:";

    /// <exception cref="TerminalEtlException">It is too long even so.</exception>
    public static string Write(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= Longest)
            return text;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        var marked = Mark + Convert.ToBase64String(packed.ToArray());
        return marked.Length <= Longest
            ? marked
            : throw new TerminalEtlException($"Writing to the schema etl: a text of {text.Length} characters does not fit, for Redshift takes {Longest} bytes, and compressed it still has {marked.Length}. It begins: {text[..200]}. Make the pipeline or the model smaller.");
    }

    public static string Read(string text)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return text;
        using var packed = new MemoryStream(Convert.FromBase64String(text[Mark.Length..]));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
