using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>The lake of a pipeline that was reverted.</summary>
internal static class RevertedLake
{
    /// <summary>Points the lake's readers to what the warehouse's head shows. The bundle of a release says where the lake is; a release without one here has none that this home knows.</summary>
    /// <param name="warehouse">Open; the revert is committed.</param>
    /// <param name="shown">A release of the pipeline that a run has published.</param>
    /// <param name="home">Where the bundles are.</param>
    /// <param name="shell">The environment and the clock.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task FollowAsync(IWarehouse warehouse, ReleaseRow shown, string home, Shell shell, CancellationToken ct)
    {
        if (await warehouse.Attempts.FindAsync(shown.RunId, shown.Attempt, ct) is not { } attempt)
            return;
        var objects = new LocalObjectStore(home);
        var places = new RunPlaces(home, "", "");
        using var lakes = EmbeddedLakes.Open(home, places.LakeScratch(shown.Pipeline), objects, shell);
        var bundles = new BundleStore(objects, places.Bundles);
        try
        {
            if (await bundles.FindAsync(shown.Pipeline, attempt.BundleHash, ct) is { } bundle)
                await new ReleaseLake(lakes).FollowAsync(bundle.Definition, warehouse, ct);
        }
        catch (Exception failure) when (failure is TransientEtlException or TerminalEtlException)
        {
            await shell.Error.WriteLineAsync($"etlmesh: warning: the warehouse shows the older release, the lake of {shown.Pipeline} not yet: {failure.Message} The next `etlmesh run {shown.Pipeline}` points it there, too, also while the pipeline is held.");
        }
    }
}
