using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;

namespace EtlMesh.Extractor.Objects;

/// <summary>Brings one version of an object down to a file. After a break it goes on where it was.</summary>
internal sealed class ObjectDownload(IAmazonS3 s3, string bucket, string key, SourceFile file, string path) : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
    private long bytes;

    /// <summary>Fetches what is missing yet.</summary>
    /// <param name="passed">Called with each byte that comes.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Bytes of the file.</returns>
    public async Task<long> ContinueAsync(Action passed, CancellationToken ct)
    {
        if (bytes == file.Bytes && bytes > 0)
            return bytes;
        var request = new GetObjectRequest { BucketName = bucket, Key = key, EtagToMatch = file.Version };
        if (bytes > 0)
            request.ByteRange = new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={bytes}-"));
        using var answer = await s3.GetObjectAsync(request, ct);
        if (file.Version is { } version && answer.ETag?.Trim('"') != version.Trim('"'))
            throw new TerminalEtlException($"Reading {key}: the object was changed since the source was looked at. Run the date again when the delivery is complete.");
        var buffer = new byte[BufferSize];
        while (await answer.ResponseStream.ReadAsync(buffer, ct) is var read and > 0)
        {
            passed();
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            bytes += read;
        }

        return bytes == file.Bytes ? bytes : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the answer ended after {bytes} of {file.Bytes} bytes"));
    }

    public ValueTask DisposeAsync() => target.DisposeAsync();
}
