using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Hosting;
using EtlMesh.Staging;

namespace EtlMesh.Extractor;

/// <summary>What an attempt has in landing, in quarantine and in scratch.</summary>
public sealed class ExtractorEffects(IObjectStore store, ExtractorOptions options) : IAttemptEffects
{
    public static string Service => "extractor";

    public async Task DiscardAsync(DiscardAttempt command, CancellationToken ct)
    {
        await store.DeletePrefixAsync(LandingLayout.AttemptPrefix(AttemptPlace.Of(command)), ct);
        await store.DeletePrefixAsync(LandingLayout.QuarantinePrefix(AttemptPlace.Of(command)), ct);
        AttemptScratch.Remove(AttemptScratch.FolderOf(options.ScratchFolder, AttemptPlace.Of(command)), options.ScratchFolder);
    }
}
