using EtlMesh.Contracts;
using EtlMesh.Emulator;
using EtlMesh.Staging;

namespace EtlMesh.Pipelines.Tests;

/// <summary>Bundles in a bucket, as the mesh has them.</summary>
public sealed class BundleStoreTests : IAsyncLifetime
{
    private const string Pipeline = "name: p\nsources:\n  s:\n    connection: files:sample\n    tables:\n      - name: t\n";
    private const string Bucket = "etlmesh-bundles";

    private readonly string _root = Directory.CreateTempSubdirectory("bundles-").FullName;
    private readonly HttpClient _http = new();
    private CloudEmulator _emulator = null!;
    private S3ObjectStore _objects = null!;
    private Bundle _bundle = null!;

    public async Task InitializeAsync()
    {
        _emulator = await CloudEmulator.StartAsync();
        (await _http.PutAsync(new Uri(_emulator.Url, Bucket), null)).EnsureSuccessStatusCode();
        _objects = new S3ObjectStore(new S3StoreOptions
        {
            Bucket = Bucket,
            ServiceUrl = _emulator.Url,
            ForcePathStyle = true,
            AccessKey = "any",
            SecretKey = "any",
            Scratch = Path.Combine(_root, "scratch"),
        });
        var folder = Directory.CreateDirectory(Path.Combine(_root, "p")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "pipeline.yml"), Pipeline);
        _bundle = BundleBuilder.Build(folder);
    }

    [Fact]
    public async Task PushedBundle_IsOpenedByHashAndKept()
    {
        await new BundleStore(_objects, Cache("one")).PushAsync(_bundle, default);
        await new BundleStore(_objects, Cache("one")).PushAsync(_bundle, default);

        var opened = await new BundleStore(_objects, Cache("two")).OpenAsync(Message(), default);
        Assert.Equal(("p", _bundle.Hash), (opened.Definition.Name, opened.Hash));

        await _objects.DeletePrefixAsync("bundles/", default);
        Assert.Equal(opened.Folder, (await new BundleStore(_objects, Cache("two")).OpenAsync(Message(), default)).Folder);
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => new BundleStore(_objects, Cache("three")).OpenAsync(Message(), default));
        Assert.Contains("missing", e.Message);
    }

    [Fact]
    public async Task DamagedBundle_IsRefusedAndNotKept()
    {
        await new BundleStore(_objects, Cache("one")).PushAsync(_bundle, default);
        var damaged = _bundle.Zip.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        var key = LandingLayout.Bundle("p", _bundle.Hash);
        (await _http.PutAsync(new Uri(_emulator.Url, $"{Bucket}/{key}"), new ByteArrayContent(damaged))).EnsureSuccessStatusCode();

        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => new BundleStore(_objects, Cache("two")).OpenAsync(Message(), default));

        Assert.Contains(key, e.Message);
        Assert.False(Directory.Exists(Cache("two")));
    }

    public async Task DisposeAsync()
    {
        _objects.Dispose();
        _http.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private string Cache(string machine) => Path.Combine(_root, machine);

    private RequestRun Message() => new()
    {
        RunId = Guid.Empty,
        Attempt = 0,
        Pipeline = "p",
        RunDate = new DateOnly(2026, 1, 2),
        BundleHash = _bundle.Hash,
        Key = RunId.Nightly,
        Plan = null!,
    };
}
