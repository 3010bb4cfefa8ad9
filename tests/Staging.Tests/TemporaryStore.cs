namespace EtlMesh.Staging.Tests;

/// <summary>A local store in a folder that vanishes with the test.</summary>
public sealed class TemporaryStore : IDisposable
{
    public TemporaryStore() => Store = new LocalObjectStore(Root);

    public string Root { get; } = Directory.CreateTempSubdirectory("etlmesh-staging-").FullName;

    public LocalObjectStore Store { get; }

    public string PathOf(string key) => Path.Combine(Root, key);

    public async Task<StoredObject> PutAsync(string key, string text)
    {
        await using var write = await Store.CreateAsync(key, default);
        await File.WriteAllTextAsync(write.LocalPath, text);
        return await write.CommitAsync(default);
    }

    public async Task<List<string>> KeysAsync(string prefix = "") => await Store.ListAsync(prefix, default).ToListAsync();

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
