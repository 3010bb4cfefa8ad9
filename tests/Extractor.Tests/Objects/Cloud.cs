using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Emulator;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Tests.HttpApi;

namespace EtlMesh.Extractor.Tests.Objects;

/// <summary>The emulator for the tests of one class; a bucket for each.</summary>
public sealed class Cloud : IAsyncLifetime
{
    private CloudEmulator emulator = null!;
    private int buckets;

    public Uri Url => emulator.Url;

    public AmazonS3Client S3 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        emulator = await CloudEmulator.StartAsync();
        S3 = new AmazonS3Client("any", "any", new AmazonS3Config { ServiceURL = Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    public async Task<string> NewBucketAsync()
    {
        var name = $"deliveries-{Interlocked.Increment(ref buckets)}";
        await S3.PutBucketAsync(name);
        return name;
    }

    public Task PutAsync(string bucket, string key, string content) => PutAsync(bucket, key, System.Text.Encoding.UTF8.GetBytes(content));

    public Task PutAsync(string bucket, string key, byte[] content) =>
        S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(content) });

    /// <summary>When an object was written.</summary>
    public async Task<DateTime> ModifiedAsync(string bucket, string key) =>
        (await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = key })).S3Objects.Single(one => one.Key == key).LastModified!.Value.ToUniversalTime();

    /// <summary>Writes an object until its time is later than another's.</summary>
    public async Task PutAfterAsync(string bucket, string key, string content, DateTime than)
    {
        do
            await PutAsync(bucket, key, content);
        while (await ModifiedAsync(bucket, key) <= than);
    }

    /// <summary>A night that reads below a bucket's prefix <c>in</c>.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="at">Where the store is, when not at the emulator itself.</param>
    /// <param name="options">Limits.</param>
    /// <param name="most">Bytes of an object.</param>
    internal SourceNight Night(string bucket, Uri? at = null, ExtractorOptions? options = null, long most = 1_000_000) => new($"s3://{bucket}/in", with => new ObjectsConnector(with, new QuickTime()))
    {
        Options = (options ?? new ExtractorOptions { ScratchFolder = "" }) with
        {
            Objects = new ObjectsOptions { ServiceUrl = at ?? Url, AccessKey = "any", SecretKey = "any", Silence = TimeSpan.FromHours(2), ObjectBytes = most },
        },
    };

    public async Task DisposeAsync()
    {
        S3.Dispose();
        await emulator.DisposeAsync();
    }
}
