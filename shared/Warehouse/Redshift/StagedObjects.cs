using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>Objects as COPY takes them, and the manifest that lists them; what was written for it goes when it is disposed.</summary>
/// <remarks>
/// COPY reads Parquet by position and strictly by type. A table whose types it takes is copied from where it landed; one with other
/// types is written anew first, beside landing: its values in types that COPY takes.
/// </remarks>
internal sealed class StagedObjects : IAsyncDisposable
{
    private readonly IObjectStore _store;
    private readonly List<string> _written = [];

    private StagedObjects(IObjectStore store) => _store = store;

    /// <summary>The manifest's address; null when there is nothing to copy.</summary>
    public string? Manifest { get; private set; }

    /// <param name="place">What is loaded, for messages.</param>
    /// <param name="uid">Makes the keys of what is written their own.</param>
    /// <param name="query">The rows as COPY takes them, of a relation in DuckDB's SQL; null when they are taken as they landed.</param>
    /// <exception cref="TerminalEtlException">A value has no place in Redshift, or the store is not on S3.</exception>
    public static async Task<StagedObjects> WriteAsync(IObjectStore store, string place, string uid, IReadOnlyList<LandedObject> landed, Func<string, string>? query, CancellationToken ct)
    {
        var staged = new StagedObjects(store);
        if (landed.Count == 0)
            return staged;
        if (!landed[0].Url.StartsWith("s3://", StringComparison.Ordinal))
            throw new TerminalEtlException($"Loading {place}: Redshift copies from S3, and staged data lies at {landed[0].Url}. Set Staging:Bucket to a bucket of the cluster's region.");
        try
        {
            var entries = new List<(string Url, long Bytes)>();
            foreach (var one in landed)
                entries.Add(query is null ? (one.Url, one.Bytes ?? await SizeAsync(one, ct)) : await staged.RewriteAsync(one, place, uid, query, ct));
            var key = $"{landed[0].Key}.{uid}.manifest";
            await CopyManifest.WriteAsync(store, key, entries, ct);
            staged._written.Add(key);
            staged.Manifest = store.UrlOf(key);
            return staged;
        }
        catch
        {
            await staged.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var key in _written)
        {
            try
            {
                await _store.DeleteAsync(key, CancellationToken.None);
            }
            catch (TransientEtlException)
            {
                // It goes with the landing that it lies in.
            }
        }
    }

    private async Task<(string Url, long Bytes)> RewriteAsync(LandedObject one, string place, string uid, Func<string, string> query, CancellationToken ct)
    {
        await using var file = await one.FetchAsync(ct);
        var key = $"{one.Key}.{uid}.redshift.parquet";
        await using var write = await _store.CreateAsync(key, ct);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        try
        {
            await Parquet.WriteAsync(connection, query(Parquet.Relation([file.LocalPath])), write, ct, ParquetCodec.Snappy);
        }
        catch (DuckDbException e) when (e.Kind is not (DuckDbErrorKind.Io or DuckDbErrorKind.OutOfMemory))
        {
            throw new TerminalEtlException($"Loading {place}: {one.Key} holds a value that Redshift's type for it does not: {e.Message}", e);
        }

        var stored = await write.CommitAsync(ct);
        _written.Add(key);
        return (_store.UrlOf(key), stored.Bytes);
    }

    private static async Task<long> SizeAsync(LandedObject one, CancellationToken ct)
    {
        await using var file = await one.FetchAsync(ct);
        return file.Bytes;
    }
}
