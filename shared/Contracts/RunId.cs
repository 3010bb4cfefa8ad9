using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EtlMesh.Contracts;

/// <summary>Name-based ids (RFC 9562, version 8 over SHA-256): the same words give the same id on every machine.</summary>
public static class RunId
{
    /// <summary>The key of a run that happens once a date.</summary>
    public const string Nightly = "nightly";

    public static Guid Of(string pipeline, DateOnly runDate, string key = Nightly) =>
        FromName("run", pipeline, runDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), key);

    /// <summary>The id of one table's transfer within an attempt.</summary>
    public static Guid OfTransfer(Guid runId, int attempt, string source, string table) =>
        FromName("transfer", runId.ToString("N"), attempt.ToString(CultureInfo.InvariantCulture), source, table);

    private static Guid FromName(params ReadOnlySpan<string> words)
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

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length), hash);
        var id = hash[..16];
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
