using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Cli;

/// <summary>Removes what a killed process was writing and what belongs to no attempt that is discarded: bundles, and reports of nights that had ended. Whoever has the warehouse's file is alone with the pipeline's objects.</summary>
public static class UnfinishedWrites
{
    /// <param name="plan">The night; its pipeline and its bundle are looked after.</param>
    /// <param name="objects">Where staged data lies.</param>
    /// <param name="lakes">Finds the pipeline's lake.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task RemoveAsync(NightPlan plan, LocalObjectStore objects, LakePlaces lakes, CancellationToken ct)
    {
        await objects.DeleteUnfinishedAsync($"bundles/{plan.Pipeline.Name}/", ct);
        await objects.DeleteUnfinishedAsync($"reports/{plan.Pipeline.Name}/", ct);
        if (lakes.Of(plan.Pipeline) is { Store: LocalObjectStore lake, Prefix: var prefix })
            await lake.DeleteUnfinishedAsync(prefix, ct);
        if (Directory.Exists(lakes.Scratch))
            Directory.Delete(lakes.Scratch, recursive: true);
        BundleFolder.RemoveUnfinished(plan.Places.Bundles, plan.Bundle.Hash);
    }
}
