using System.Security.Cryptography;

namespace EtlMesh.Staging;

/// <summary>SHA-256 of a file, read as a stream.</summary>
internal static class FileHash
{
    private const int BufferSize = 128 * 1024;

    /// <returns>Length, and the hash in lowercase hex.</returns>
    public static async Task<(long Bytes, string Sha256)> OfAsync(string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var hash = await SHA256.HashDataAsync(file, ct);
        return (file.Length, Convert.ToHexStringLower(hash));
    }
}
