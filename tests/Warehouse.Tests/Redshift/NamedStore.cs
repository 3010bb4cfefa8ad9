using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>A folder that is addressed as a bucket.</summary>
internal sealed class NamedStore(string folder) : IObjectStore
{
    private const string Bucket = "s3://bucket/";

    private readonly LocalObjectStore files = new(folder);

    public string PathOf(string url) =>
        url.StartsWith(Bucket, StringComparison.Ordinal) ? Path.Combine(folder, url[Bucket.Length..]) : throw new InvalidOperationException($"{url} is not of this bucket.");

    public string UrlOf(string key) => Bucket + key;

    public Task<StagedWrite> CreateAsync(string key, CancellationToken ct) => files.CreateAsync(key, ct);

    public Task<StagedRead> FetchAsync(string key, string? sha256, CancellationToken ct) => files.FetchAsync(key, sha256, ct);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken ct) => files.ListAsync(prefix, ct);

    public Task DeleteAsync(string key, CancellationToken ct) => files.DeleteAsync(key, ct);

    public Task DeletePrefixAsync(string prefix, CancellationToken ct) => files.DeletePrefixAsync(prefix, ct);
}
