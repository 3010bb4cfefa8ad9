using System.Buffers;
using System.Text;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>The body of a call in the query protocol: names and values, percent-encoded.</summary>
internal sealed class FormBody
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    public FormBody(string action)
    {
        Add("Action", action);
        Add("Version", "2010-03-31");
    }

    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    public FormBody Add(string name, string value)
    {
        if (bytes.WrittenCount > 0)
            bytes.Write("&"u8);
        Encode(name);
        bytes.Write("="u8);
        Encode(value);
        return this;
    }

    private void Encode(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAnyExcept(Plain);
            if (plain < 0)
                plain = rest.Length;
            bytes.Write(rest[..plain]);
            rest = rest[plain..];
            if (rest.IsEmpty)
                return;
            var escape = bytes.GetSpan(3);
            escape[0] = (byte)'%';
            escape[1] = Digit(rest[0] >> 4);
            escape[2] = Digit(rest[0] & 15);
            bytes.Advance(3);
            rest = rest[1..];
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
