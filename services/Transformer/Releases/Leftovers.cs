using System.Diagnostics;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>Sweeps what nobody needs any more after a run: objects of the warehouse and staged files, by the retention of the pipeline file.</summary>
/// <param name="warehouse">Open.</param>
/// <param name="objects">Where staged data lies.</param>
/// <param name="lake">The pipeline's lake.</param>
/// <param name="time">The clock.</param>
public sealed class Leftovers(IWarehouse warehouse, IObjectStore objects, ReleaseLake lake, TimeProvider time)
{
    private static readonly ActivitySource Effects = new("EtlMesh.Transformer");

    /// <summary>A sweep that is not finished is for the next one.</summary>
    public async Task SweepAsync(PipelineDefinition pipeline, CancellationToken ct)
    {
        using var effect = Effects.StartActivity("retention.sweep");
        var retention = pipeline.Retention;
        await warehouse.Releases.SweepAsync(new SweepSpec { Pipeline = pipeline.Name, KeepReleases = retention.Releases, KeepFailed = retention.KeepFailed }, ct);
        await SweepAsync(pipeline.Name, "landing", LandingLayout.AttemptPrefix, retention.Landing, ct);
        await SweepAsync(pipeline.Name, "quarantine", LandingLayout.QuarantinePrefix, retention.Quarantine, ct);
        await lake.SweepAsync(pipeline, warehouse, ct);
    }

    private async Task SweepAsync(string pipeline, string part, Func<AttemptPlace, string> prefixOf, TimeSpan kept, CancellationToken ct)
    {
        var places = new HashSet<AttemptPlace>();
        await foreach (var key in objects.ListAsync($"{part}/{pipeline}/", ct))
        {
            if (AttemptPlace.OfKey(key) is { } place)
                places.Add(place);
        }

        var since = time.GetUtcNow().UtcDateTime - kept;
        foreach (var place in places.Where(place => place.RunDate.ToDateTime(TimeOnly.MinValue) < since))
        {
            // An old date that was run lately is still looked into.
            var row = await warehouse.Attempts.FindAsync(place.RunId, place.Attempt, ct);
            if (row is null || row.EndedAt < since)
                await objects.DeletePrefixAsync(prefixOf(place), ct);
        }
    }
}
