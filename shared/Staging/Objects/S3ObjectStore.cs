using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Objects in a bucket. They are written to and read from scratch files; memory holds buffers, never an object.</summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private readonly S3StoreOptions _options;
    private readonly AmazonS3Client _s3;
    private readonly S3Calls _calls;
    private readonly S3Uploads _uploads;

    /// <exception cref="TerminalEtlException">An option is out of its range; the message names the setting.</exception>
    public S3ObjectStore(S3StoreOptions options, TimeProvider? time = null)
    {
        if (string.Join(' ', options.Problems()) is { Length: > 0 } problems)
            throw new TerminalEtlException($"Opening the object store: {problems}");
        _options = options;
        _s3 = Client(options);
        _calls = new S3Calls(options, time ?? TimeProvider.System);
        _uploads = new S3Uploads(_s3, options, _calls);
    }

    public Task<StagedWrite> CreateAsync(string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ObjectKey.Check(key);
        return Task.FromResult<StagedWrite>(new S3StagedWrite(key, ScratchFile.Create(_options.Scratch), _uploads));
    }

    public async Task<StagedRead> FetchAsync(string key, string? sha256, CancellationToken ct)
    {
        ObjectKey.Check(key);
        var path = ScratchFile.Create(_options.Scratch);
        try
        {
            await using var download = new S3Download(_s3, _options, key, path);
            await _calls.RunAsync($"Reading the object {key}", download.ContinueAsync, ct);
            download.Check(sha256);
            return new S3StagedRead(key, path, download.Bytes);
        }
        catch
        {
            ScratchFile.Remove(path);
            throw;
        }
    }

    public string UrlOf(string key) => $"s3://{_options.Bucket}/{_options.KeyPrefix}{ObjectKey.Check(key)}";

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in PagesAsync(prefix, ct))
        {
            foreach (var found in page)
                yield return found.Key[_options.KeyPrefix.Length..];
        }
    }

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        var request = new DeleteObjectRequest { BucketName = _options.Bucket, Key = _options.KeyPrefix + ObjectKey.Check(key) };
        return _calls.RunAsync($"Deleting the object {key}", silence => _s3.DeleteObjectAsync(request, silence.Token), ct);
    }

    public async Task DeletePrefixAsync(string prefix, CancellationToken ct)
    {
        ObjectKey.CheckPrefix(prefix);
        await _uploads.AbortAsync(prefix, ct);
        await foreach (var page in PagesAsync(prefix, ct))
        {
            var request = new DeleteObjectsRequest
            {
                BucketName = _options.Bucket,
                Objects = page.ConvertAll(found => new KeyVersion { Key = found.Key }),
                Quiet = true,
            };
            await _calls.RunAsync($"Deleting the objects {prefix}*", silence => _s3.DeleteObjectsAsync(request, silence.Token), ct);
        }
    }

    public void Dispose() => _s3.Dispose();

    /// <summary>S3 lists keys in the order of their bytes, at most 1,000 a page.</summary>
    private async IAsyncEnumerable<List<S3Object>> PagesAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = _options.KeyPrefix + ObjectKey.CheckPrefix(prefix) };
        do
        {
            var page = await _calls.RunAsync($"Listing the objects {prefix}*", silence => _s3.ListObjectsV2Async(request, silence.Token), ct);
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
            if (page.S3Objects is { Count: > 0 } found)
                yield return found;
        }
        while (request.ContinuationToken is not null);
    }

    // The store tries again by itself, and compares SHA-256 where the SDK would compare sums of its own.
    private static AmazonS3Client Client(S3StoreOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl is { } url)
            (config.ServiceURL, config.AuthenticationRegion) = (url.ToString(), options.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKey.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config)
            : new AmazonS3Client(config);
    }
}
