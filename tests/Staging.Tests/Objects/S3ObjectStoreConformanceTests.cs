namespace EtlMesh.Staging.Tests.Objects;

public sealed class S3ObjectStoreConformanceTests(S3Cloud cloud) : ObjectStoreConformance, IClassFixture<S3Cloud>, IAsyncLifetime
{
    private S3Bucket _bucket = null!;
    private S3ObjectStore _store = null!;

    protected override IObjectStore Store => _store;

    public async Task InitializeAsync()
    {
        _bucket = await cloud.NewBucketAsync();
        _store = _bucket.Open(options => options.Prefix = "mesh/of/ours");
        await _bucket.PutAsync("mesh/of/others", "not ours");
    }

    public async Task DisposeAsync()
    {
        Assert.Contains("mesh/of/others", await _bucket.KeysAsync());
        _store.Dispose();
        _bucket.Dispose();
    }

    protected override Task DamageAsync(string key, string bytes) => _bucket.PutAsync("mesh/of/ours/" + key, bytes);
}
