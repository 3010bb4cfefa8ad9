using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EtlMesh.MySqlToPostgres;

/// <summary>How many lines there are and what is in them, whatever their order: the sum of the first 16 bytes of each line's SHA-256.</summary>
internal sealed class LineHash
{
    private UInt128 sum;

    public long Lines { get; private set; }

    /// <param name="line">Without its end.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, digest);
        sum = unchecked(sum + BinaryPrimitives.ReadUInt128BigEndian(digest));
        Lines++;
    }

    /// <summary>All lines of a stream; each ends with a newline.</summary>
    public void Add(Stream lines)
    {
        var buffer = new byte[1 << 20];
        for (var kept = 0; ;)
        {
            var read = lines.Read(buffer, kept, buffer.Length - kept);
            var rest = buffer.AsSpan(0, kept + read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                Add(rest[..end]);
            if (read == 0)
                return;
            kept = rest.Length;
            rest.CopyTo(buffer);
            if (kept == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    public override string ToString() => $"{Lines} {sum:x32}";
}
