using System.Diagnostics;
using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Sweeps what nobody needs any more after a run: objects of the warehouse and staged files, by the retention of the pipeline file.</summary>
/// <param name="warehouse">Open, and no run is under way.</param>
/// <param name="objects">Where staged data lies.</param>
/// <param name="time">The clock.</param>
public sealed class Leftovers(IWarehouse warehouse, IObjectStore objects, TimeProvider time)
{
    private static readonly ActivitySource Effects = new("EtlMesh.Cli");

    /// <summary>Never changes how the run ended: a failure is a warning, and the next run sweeps again.</summary>
    public async Task SweepAsync(PipelineDefinition pipeline, TextWriter warnings, CancellationToken ct)
    {
        try
        {
            using var effect = Effects.StartActivity("retention.sweep");
            var retention = pipeline.Retention;
            await warehouse.Releases.SweepAsync(new SweepSpec { Pipeline = pipeline.Name, KeepReleases = retention.Releases, KeepFailed = retention.KeepFailed }, ct);
            await SweepAsync(pipeline.Name, "landing", LandingLayout.AttemptPrefix, retention.Landing, ct);
            await SweepAsync(pipeline.Name, "quarantine", LandingLayout.QuarantinePrefix, retention.Quarantine, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Whoever interrupts does not want to wait.
        }
        catch (Exception failure)
        {
            await warnings.WriteLineAsync($"etlmesh: warning: sweeping what {pipeline.Name} no longer needs: {failure.Message} The run is not affected; the next one sweeps again.");
        }
    }

    private async Task SweepAsync(string pipeline, string part, Func<string, DateOnly, int, string> prefixOf, TimeSpan kept, CancellationToken ct)
    {
        var attempts = new HashSet<(DateOnly RunDate, int Attempt)>();
        await foreach (var key in objects.ListAsync($"{part}/{pipeline}/", ct))
        {
            if (Parse(key) is { } attempt)
                attempts.Add(attempt);
        }

        var since = time.GetUtcNow().UtcDateTime - kept;
        foreach (var (runDate, attempt) in attempts.Where(attempt => attempt.RunDate.ToDateTime(TimeOnly.MinValue) < since))
        {
            // An old date that was run lately is still looked into.
            var row = await warehouse.Attempts.FindAsync(RunId.Of(pipeline, runDate), attempt, ct);
            if (row is null || row.EndedAt < since)
                await objects.DeletePrefixAsync(prefixOf(pipeline, runDate, attempt), ct);
        }
    }

    /// <summary>Of <c>part/pipeline/date/attempt/…</c>.</summary>
    private static (DateOnly RunDate, int Attempt)? Parse(string key) =>
        key.Split('/') is [_, _, var date, var number, _, ..]
            && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var runDate)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
                ? (runDate, attempt)
                : null;
}
