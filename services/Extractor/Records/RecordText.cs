using System.Text;

namespace EtlMesh.Extractor.Records;

/// <summary>The text of a bad record for people to read: bytes that are no UTF-8 become U+FFFD, NUL becomes U+2400.</summary>
internal static class RecordText
{
    public static string Of(ReadOnlySpan<byte> raw) => Encoding.UTF8.GetString(raw).Replace('\0', '\u2400');
}
