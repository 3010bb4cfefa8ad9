using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Extractor;
using EtlMesh.Hosting;
using EtlMesh.Loader;
using EtlMesh.QualityGate;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Removes what processes left that were killed in the middle of a night, by the compensation of the services. Whoever has the warehouse's file is alone with it, so an attempt that is still active has no owner any more.</summary>
/// <param name="warehouse">Open.</param>
/// <param name="objects">Where staged data lies.</param>
/// <param name="scratch">The folder in which nights spill.</param>
/// <param name="time">The clock.</param>
public sealed class AbandonedAttempts(IWarehouse warehouse, IObjectStore objects, string scratch, TimeProvider time)
{
    private static readonly ActivitySource Effects = new("EtlMesh.Cli");

    /// <summary>Closes an attempt when nothing of it is left: whoever is killed meanwhile leaves the rest to the next.</summary>
    public async Task DiscardAsync(CancellationToken ct)
    {
        var warehouses = new OneWarehouse(warehouse);
        foreach (var attempt in await warehouse.Attempts.AbandonedAsync(ct))
        {
            var command = CommandFor(attempt);
            await DiscardAsync(new QualityGateEffects(warehouses), command, ct);
            await DiscardAsync(new TransformerEffects(objects, warehouses), command, ct);
            await DiscardAsync(new LoaderEffects(warehouses), command, ct);
            await DiscardAsync(new ExtractorEffects(objects, new ExtractorOptions { ScratchFolder = scratch }), command, ct);
            await warehouse.Attempts.CloseAsync(attempt.RunId, attempt.Attempt, AttemptState.Abandoned, ct);
            Trace(attempt, time.GetUtcNow());
        }
    }

    private static async Task DiscardAsync<TEffects>(TEffects effects, DiscardAttempt command, CancellationToken ct)
        where TEffects : IAttemptEffects
    {
        using (Effects.StartActivity("attempt.discard", ActivityKind.Internal, RunTrace.OfRun(command.RunId, command.Attempt))?.SetTag("etlmesh.service", TEffects.Service))
            await effects.DiscardAsync(command, ct);
    }

    private static DiscardAttempt CommandFor(AttemptRow attempt) => new()
    {
        RunId = attempt.RunId,
        Attempt = attempt.Attempt,
        Pipeline = attempt.Pipeline,
        RunDate = attempt.RunDate,
        BundleHash = attempt.BundleHash,
        Reason = "its process is gone",
    };

    /// <summary>Who was killed could not tell the root of its trace.</summary>
    private static void Trace(AttemptRow attempt, DateTimeOffset now) => new EndedAttempt
    {
        RunId = attempt.RunId,
        Attempt = attempt.Attempt,
        Pipeline = attempt.Pipeline,
        RunDate = attempt.RunDate,
        Outcome = nameof(AttemptState.Abandoned),
        StartedAt = new DateTimeOffset(DateTime.SpecifyKind(attempt.StartedAt, DateTimeKind.Utc)),
        EndedAt = now,
        Failure = "the process ended in the middle of the attempt",
    }.Emit(Effects);
}
