using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Staging;

namespace EtlMesh.Extractor;

/// <summary>What an attempt has in landing, in quarantine and in scratch.</summary>
public sealed class ExtractorEffects(IObjectStore store, ExtractorOptions options) : IAttemptEffects
{
    public static string Service => "extractor";

    public async Task DiscardAsync(DiscardAttempt command, CancellationToken ct)
    {
        await store.DeletePrefixAsync(LandingLayout.AttemptPrefix(command.Pipeline, command.RunDate, command.Attempt), ct);
        await store.DeletePrefixAsync(LandingLayout.QuarantinePrefix(command.Pipeline, command.RunDate, command.Attempt), ct);
        AttemptScratch.Remove(AttemptScratch.FolderOf(options.ScratchFolder, command.Pipeline, command.RunDate, command.Attempt), options.ScratchFolder);
    }
}
