using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>An object of landing: for who reads it at its address, and for who wants a local file.</summary>
/// <param name="store">Where it lies.</param>
/// <param name="key">Its key there.</param>
/// <param name="bytes">Its size; null when nobody recorded it.</param>
/// <param name="sha256">Lowercase hex; null when it is not to be compared.</param>
public sealed class LandedObject(IObjectStore store, string key, long? bytes, string? sha256)
{
    public string Key => key;

    /// <summary>What the source's stream held of it: a fetched file is held against that. Null when nobody counted.</summary>
    public LandedSlice? Slice { get; init; }

    public long? Bytes => bytes;

    /// <summary>Where others than the store find it: <c>s3://bucket/key</c> or <c>file:///…</c>.</summary>
    public string Url => store.UrlOf(key);

    /// <inheritdoc cref="IObjectStore.FetchAsync"/>
    public Task<StagedRead> FetchAsync(CancellationToken ct) => store.FetchAsync(key, sha256, ct);
}
