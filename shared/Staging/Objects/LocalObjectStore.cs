using System.Runtime.CompilerServices;

namespace EtlMesh.Staging;

/// <summary>Objects as files below a folder. A commit writes beside the place, flushes, renames, and flushes the folder.</summary>
/// <param name="root">The folder; created when the first object is written.</param>
public sealed class LocalObjectStore(string root) : IObjectStore
{
    private readonly string _root = Path.GetFullPath(root);

    public Task<StagedWrite> CreateAsync(string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var path = PathOf(ObjectKey.Check(key));
        return Task.FromResult<StagedWrite>(new LocalStagedWrite(key, path, _root));
    }

    public async Task<StagedRead> FetchAsync(string key, string? sha256, CancellationToken ct)
    {
        var path = PathOf(ObjectKey.Check(key));
        try
        {
            var (bytes, found) = sha256 is null
                ? (new FileInfo(path).Length, null)
                : await FileHash.OfAsync(path, ct);
            if (sha256 is not null && !string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
                throw ObjectFaults.Changed(key, found!, bytes, sha256);
            return new LocalStagedRead(key, path, bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ObjectFaults.Missing(key, e);
        }
    }

    public string UrlOf(string key) => new Uri(PathOf(ObjectKey.Check(key))).AbsoluteUri;

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var key in await Task.Run(() => Keys(prefix).Where(key => !IsPartial(key)).Order(StringComparer.Ordinal).ToList(), ct))
        {
            ct.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Remove(ObjectKey.Check(key));
        return Task.CompletedTask;
    }

    public Task DeletePrefixAsync(string prefix, CancellationToken ct) => RemoveAsync(prefix, static _ => true, ct);

    /// <summary>Removes unfinished writes to keys that start with <paramref name="prefix"/>. Whoever calls knows that nobody is writing there.</summary>
    public Task DeleteUnfinishedAsync(string prefix, CancellationToken ct) => RemoveAsync(prefix, IsPartial, ct);

    private static bool IsPartial(string key) => key.EndsWith(ObjectKey.Partial, StringComparison.Ordinal);

    // Unfinished writes included: they lie beside their object, and start with its name.
    private IEnumerable<string> Keys(string prefix)
    {
        ObjectKey.CheckPrefix(prefix);
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            return [];
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal));
    }

    private Task RemoveAsync(string prefix, Func<string, bool> chosen, CancellationToken ct) => Task.Run(
        () =>
        {
            foreach (var key in Keys(prefix).Where(chosen).ToList())
            {
                ct.ThrowIfCancellationRequested();
                Remove(key);
            }

            // Whoever was killed between a file and its folder left the folder.
            foreach (var folder in Folders(prefix))
                LocalFolders.RemoveEmpty(folder, _root);
        },
        ct);

    /// <summary>The folders below a prefix, the deepest first.</summary>
    private IEnumerable<string> Folders(string prefix)
    {
        var above = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        return Directory.Exists(above)
            ? Directory.EnumerateDirectories(above, "*", SearchOption.AllDirectories)
                .Append(above.TrimEnd('/'))
                .Where(folder => (Path.GetRelativePath(_root, folder).Replace(Path.DirectorySeparatorChar, '/') + '/').StartsWith(prefix, StringComparison.Ordinal))
                .OrderByDescending(folder => folder.Length)
                .ToList()
            : [];
    }

    private void Remove(string key)
    {
        var path = PathOf(key);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        LocalFolders.RemoveEmpty(Path.GetDirectoryName(path)!, _root);
    }

    private string PathOf(string key) => Path.Combine(_root, key);
}
