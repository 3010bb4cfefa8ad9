using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace EtlMesh.Staging;

/// <summary>Brings an object down to a file, hashing as it comes. After a break it goes on where it was.</summary>
internal sealed class S3Download(IAmazonS3 s3, S3StoreOptions options, string key, string path) : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _etag;
    private string? _written;
    private long _expected;

    /// <summary>What has come so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Fetches what is missing yet.</summary>
    public async Task ContinueAsync(Silence silence)
    {
        using var answer = await AskAsync(silence.Token);
        if (_etag is not null && _etag != answer.ETag)
        {
            StartOver();
            throw new IOException("the object was replaced while it was read");
        }

        if (_etag is null)
            (_etag, _written, _expected) = (answer.ETag, answer.Metadata[S3Uploads.Sha256], answer.ContentLength);
        // What is on disk, in the hash and counted is the same, wherever it broke off.
        _file.Position = Bytes;
        var buffer = new byte[BufferSize];
        while (await answer.ResponseStream.ReadAsync(buffer, silence.Token) is var read and > 0)
        {
            silence.Broken();
            await _file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            _hash.AppendData(buffer, 0, read);
            Bytes += read;
        }

        if (Bytes < _expected)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the answer ended after {Bytes} of {_expected} bytes"));
    }

    /// <summary>Compares what came with what was written: what the caller knows of it, or the store.</summary>
    /// <exception cref="Contracts.TerminalEtlException">They differ.</exception>
    public void Check(string? sha256)
    {
        var found = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if ((sha256 ?? _written) is { } written && !string.Equals(found, written, StringComparison.OrdinalIgnoreCase))
            throw ObjectFaults.Changed(key, found, Bytes, written);
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.DisposeAsync();
    }

    private async Task<GetObjectResponse> AskAsync(CancellationToken ct)
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = options.KeyPrefix + key };
        if (Bytes > 0)
            request.ByteRange = new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={Bytes}-"));
        try
        {
            return await s3.GetObjectAsync(request, ct);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            throw ObjectFaults.Missing(key, missing);
        }
    }

    private void StartOver()
    {
        _hash.GetHashAndReset();
        _file.SetLength(0);
        _file.Position = 0;
        (Bytes, _etag) = (0, null);
    }
}
