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
    public async Task<BundleFolder> OpenAsync(RunMessage message, CancellationToken ct)
    {
        if (BundleFolder.TryOpen(cacheRoot, message.BundleHash) is { } unpacked)
            return unpacked;

        await using var zip = await store.FetchAsync(LandingLayout.Bundle(message.Pipeline, message.BundleHash), message.BundleHash, ct);
        await using var bytes = File.OpenRead(zip.LocalPath);
        return await BundleFolder.OpenAsync(bytes, cacheRoot, message.BundleHash, ct);
    }
}
