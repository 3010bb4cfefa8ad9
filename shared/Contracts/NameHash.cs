using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EtlMesh.Contracts;

/// <summary>SHA-256 over words, each with its length before it, so that no two lists of words run together.</summary>
internal static class NameHash
{
    public static byte[] Of(params ReadOnlySpan<string> words)
    {
        using var text = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var word in words)
        {
            var bytes = Encoding.UTF8.GetBytes(word);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            text.Write(length);
            text.Write(bytes);
        }

        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
