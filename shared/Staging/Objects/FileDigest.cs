using System.Buffers;
using System.Security.Cryptography;

namespace EtlMesh.Staging;

/// <summary>What a file is, and what each part of it is.</summary>
/// <param name="Sha256">Lowercase hex.</param>
/// <param name="Parts">In order; together the whole file.</param>
internal sealed record FileDigest(long Bytes, string Sha256, IReadOnlyList<FilePart> Parts)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Reads the file once, as a stream.</summary>
    /// <param name="partBytes">Of every part but the last, which may be shorter.</param>
    public static async Task<FileDigest> OfAsync(string path, long partBytes, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var part = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = new List<FilePart>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0, inPart = 0;
            while (await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferSize, partBytes - inPart)), ct) is var read and > 0)
            {
                whole.AppendData(buffer, 0, read);
                part.AppendData(buffer, 0, read);
                inPart += read;
                if (inPart < partBytes)
                    continue;
                EndPart(ref offset, ref inPart);
            }

            if (inPart > 0)
                EndPart(ref offset, ref inPart);
            return new FileDigest(offset, Convert.ToHexStringLower(whole.GetHashAndReset()), parts);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        void EndPart(ref long offset, ref long bytes)
        {
            parts.Add(new FilePart(parts.Count + 1, offset, bytes, Convert.ToBase64String(part.GetHashAndReset())));
            offset += bytes;
            bytes = 0;
        }
    }
}
