namespace EtlMesh.Staging.Tests.Objects;

public sealed class LocalObjectStoreConformanceTests : ObjectStoreConformance, IDisposable
{
    private readonly TemporaryStore _temporary = new();

    protected override IObjectStore Store => _temporary.Store;

    public void Dispose() => _temporary.Dispose();

    protected override Task DamageAsync(string key, string bytes) => File.WriteAllTextAsync(_temporary.PathOf(key), bytes);
}
