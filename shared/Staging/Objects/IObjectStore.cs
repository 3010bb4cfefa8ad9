namespace EtlMesh.Staging;

/// <summary>Objects by key: written whole or not at all, never changed. Keys are words parted by <c>/</c>.</summary>
public interface IObjectStore
{
    /// <summary>A place to write an object to. Nobody sees it before its commit.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The key is not allowed.</exception>
    Task<StagedWrite> CreateAsync(string key, CancellationToken ct);

    /// <summary>An object as a local file, compared with its SHA-256 (lowercase hex) when that is given.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The object is missing, or is not what was written; the message names it.</exception>
    Task<StagedRead> FetchAsync(string key, string? sha256, CancellationToken ct);

    /// <summary>The address of an object for others than the store, whether it is there or not: <c>s3://bucket/key</c> or <c>file:///…</c>.</summary>
    string UrlOf(string key);

    /// <summary>The keys that start with <paramref name="prefix"/>, in ordinal order; unfinished writes are not among them.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken ct);

    /// <summary>Removes an object; a missing one is fine.</summary>
    Task DeleteAsync(string key, CancellationToken ct);

    /// <summary>Removes every object whose key starts with <paramref name="prefix"/>, and unfinished writes to such keys.</summary>
    Task DeletePrefixAsync(string prefix, CancellationToken ct);
}
