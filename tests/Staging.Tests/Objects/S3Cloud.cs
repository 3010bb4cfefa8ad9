using Amazon.Runtime;
using Amazon.S3;
using EtlMesh.Emulator;

namespace EtlMesh.Staging.Tests.Objects;

/// <summary>The emulator for the tests of one class.</summary>
public sealed class S3Cloud : IAsyncLifetime
{
    private CloudEmulator _emulator = null!;
    private int _buckets;

    public Uri Url => _emulator.Url;

    public AmazonS3Client S3 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _emulator = await CloudEmulator.StartAsync();
        S3 = new AmazonS3Client(
            new BasicAWSCredentials("any", "any"),
            new AmazonS3Config { ServiceURL = Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    /// <summary>A bucket for one test.</summary>
    public async Task<S3Bucket> NewBucketAsync()
    {
        var name = $"etlmesh-{Interlocked.Increment(ref _buckets)}";
        await S3.PutBucketAsync(name);
        return new S3Bucket(this, name);
    }

    public async Task DisposeAsync()
    {
        S3.Dispose();
        await _emulator.DisposeAsync();
    }
}
