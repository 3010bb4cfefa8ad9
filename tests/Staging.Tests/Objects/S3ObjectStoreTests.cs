using System.Security.Cryptography;
using EtlMesh.Contracts;

namespace EtlMesh.Staging.Tests.Objects;

/// <summary>What a bucket has beyond any other store.</summary>
public sealed class S3ObjectStoreTests(S3Cloud cloud) : IClassFixture<S3Cloud>, IAsyncLifetime
{
    private const string Key = "landing/big.parquet";

    private S3Bucket _bucket = null!;

    public async Task InitializeAsync() => _bucket = await cloud.NewBucketAsync();

    public Task DisposeAsync()
    {
        _bucket.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Url_HasBucketAndPrefix()
    {
        using var store = _bucket.Open(options => options.Prefix = "etl");
        Assert.Equal($"s3://{_bucket.Name}/etl/{Key}", store.UrlOf(Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ObjectLargerThanAPart_GoesUpInPartsAndComesBackTheSame(int beyond)
    {
        using var store = _bucket.Open();
        var bytes = Bytes((15 << 20) + beyond);
        var stored = await PutAsync(store, Key, bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), stored.Sha256);
        var found = await cloud.S3.GetObjectMetadataAsync(_bucket.Name, Key);
        Assert.EndsWith($"-{3 + beyond}\"", found.ETag);
        Assert.Equal(stored.Sha256, found.Metadata["sha256"]);
        await using (var read = await store.FetchAsync(Key, stored.Sha256, default))
            Assert.Equal(bytes, await File.ReadAllBytesAsync(read.LocalPath));
        Assert.Empty(_bucket.ScratchFiles);
        Assert.Empty(await _bucket.UploadsAsync());
    }

    [Fact]
    public async Task ObjectWhoseHashNobodyGives_IsComparedWithTheStoresOwn()
    {
        using var store = _bucket.Open();
        var stored = await PutAsync(store, Key, Bytes(1000));
        await using (await store.FetchAsync(Key, null, default))
        {
        }

        await cloud.S3.PutObjectAsync(new()
        {
            BucketName = _bucket.Name,
            Key = Key,
            ContentBody = "changed",
            Metadata = { ["sha256"] = stored.Sha256 },
        });
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => store.FetchAsync(Key, null, default));
        Assert.Contains("truncated or changed", e.Message);
        Assert.Empty(_bucket.ScratchFiles);
    }

    [Fact]
    public async Task List_GoesOnOverPages()
    {
        using var store = _bucket.Open();
        var keys = Enumerable.Range(0, 1234).Select(number => $"a/{(number % 3 == 0 ? "_" : number % 3 == 1 ? "B" : "b")}{number}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (key, _) => await _bucket.PutAsync(key, "1"));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await store.ListAsync("a/", default).ToListAsync());
        await store.DeletePrefixAsync("a/", default);
        Assert.Empty(await _bucket.KeysAsync());
    }

    [Fact]
    public async Task DeletePrefix_EndsUnfinishedUploadsUnderItAndNoOthers()
    {
        using var store = _bucket.Open(options => options.Prefix = "mesh");
        foreach (var key in new[] { "mesh/landing/1/a", "mesh/landing/1/b", "mesh/landing/11/a", "landing/1/a" })
            await cloud.S3.InitiateMultipartUploadAsync(_bucket.Name, key);
        await store.DeletePrefixAsync("landing/1/", default);
        Assert.Equal(["landing/1/a", "mesh/landing/11/a"], (await _bucket.UploadsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ScratchFolderThatIsGone_IsNoFaultOfAStoreThatEnds()
    {
        var store = _bucket.Open();
        var write = await store.CreateAsync(Key, default);
        Directory.Delete(_bucket.Scratch, recursive: true);
        await write.DisposeAsync();
        store.Dispose();
        await (await _bucket.Open().CreateAsync(Key, default)).DisposeAsync();
    }

    [Theory]
    [InlineData("Staging:Bucket")]
    [InlineData("Staging:ServiceUrl")]
    [InlineData("Staging:Encryption")]
    [InlineData("Staging:SecretKey")]
    [InlineData("Staging:PartBytes")]
    [InlineData("Staging:Attempts")]
    [InlineData("Scratch")]
    public void WrongOption_IsNamed(string setting)
    {
        var e = Assert.Throws<TerminalEtlException>(() => _bucket.Open(options => Spoil(options, setting)));
        Assert.Contains(setting, e.Message);
    }

    private static void Spoil(S3StoreOptions options, string setting)
    {
        switch (setting)
        {
            case "Staging:Bucket": options.Bucket = ""; break;
            case "Staging:ServiceUrl": options.ServiceUrl = new Uri("localhost:4566"); break;
            case "Staging:Encryption": options.Encryption = "aws:kmsX"; break;
            case "Staging:SecretKey": options.SecretKey = ""; break;
            case "Staging:PartBytes": options.PartBytes = 1000; break;
            case "Staging:Attempts": options.Attempts = 0; break;
            default: options.Scratch = ""; break;
        }
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static async Task<StoredObject> PutAsync(S3ObjectStore store, string key, byte[] bytes)
    {
        await using var write = await store.CreateAsync(key, default);
        await File.WriteAllBytesAsync(write.LocalPath, bytes);
        return await write.CommitAsync(default);
    }
}
