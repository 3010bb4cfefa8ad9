using EtlMesh.Contracts;
using EtlMesh.Staging;

namespace EtlMesh.Pipelines;

/// <summary>Bundles in the object store, unpacked once on this machine.</summary>
/// <param name="store">Where bundles are kept for every service.</param>
/// <param name="cacheRoot">A local folder for unpacked bundles; may be shared by processes.</param>
public sealed class BundleStore(IObjectStore store, string cacheRoot)
{
    /// <summary>Stores a bundle under its hash; one that is there already has the same bytes.</summary>
    public async Task PushAsync(Bundle bundle, CancellationToken ct)
    {
        await using var write = await store.CreateAsync(LandingLayout.Bundle(bundle.Pipeline, bundle.Hash), ct);
        await File.WriteAllBytesAsync(write.LocalPath, bundle.Zip, ct);
        await write.CommitAsync(ct);
    }

    /// <summary>The bundle that a message names.</summary>
    /// <exception cref="TerminalEtlException">It is missing or damaged.</exception>
    public Task<BundleFolder> OpenAsync(RunMessage message, CancellationToken ct) => OpenAsync(message.Pipeline, message.BundleHash, ct);

    /// <summary>A pipeline's bundle by its hash; null when it is not here.</summary>
    /// <exception cref="TerminalEtlException">It is damaged.</exception>
    public async Task<BundleFolder?> FindAsync(string pipeline, string hash, CancellationToken ct)
    {
        await foreach (var _ in store.ListAsync(LandingLayout.Bundle(pipeline, hash), ct))
            return await OpenAsync(pipeline, hash, ct);
        return null;
    }

    private async Task<BundleFolder> OpenAsync(string pipeline, string hash, CancellationToken ct)
    {
        if (BundleFolder.TryOpen(cacheRoot, hash) is { } unpacked)
            return unpacked;

        await using var zip = await store.FetchAsync(LandingLayout.Bundle(pipeline, hash), hash, ct);
        await using var bytes = File.OpenRead(zip.LocalPath);
        return await BundleFolder.OpenAsync(bytes, cacheRoot, hash, ct);
    }
}
