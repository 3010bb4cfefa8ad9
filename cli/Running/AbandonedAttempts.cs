using System.Diagnostics;
using EtlMesh.Hosting;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Removes what processes left that were killed in the middle of a night. Whoever has the warehouse's file is alone with it, so an attempt that is still active has no owner any more.</summary>
public static class AbandonedAttempts
{
    private static readonly ActivitySource Source = new("EtlMesh.Cli");

    public static async Task DiscardAsync(IWarehouse warehouse, IObjectStore objects, TimeProvider time, CancellationToken ct)
    {
        foreach (var attempt in await warehouse.Attempts.AbandonedAsync(ct))
        {
            await warehouse.Checks.DiscardAsync(attempt.RunId, attempt.Attempt, ct);
            await warehouse.Candidates.DiscardAsync(attempt.RunId, attempt.Attempt, ct);
            await warehouse.Segments.DiscardAsync(attempt.RunId, attempt.Attempt, ct);
            await objects.DeletePrefixAsync(LandingLayout.CandidatePrefix(attempt.Pipeline, attempt.RunDate, attempt.Attempt), ct);
            await objects.DeletePrefixAsync(LandingLayout.AttemptPrefix(attempt.Pipeline, attempt.RunDate, attempt.Attempt), ct);
            await objects.DeletePrefixAsync(LandingLayout.QuarantinePrefix(attempt.Pipeline, attempt.RunDate, attempt.Attempt), ct);
            await warehouse.Attempts.CloseAsync(attempt.RunId, attempt.Attempt, AttemptState.Abandoned, ct);
            Trace(attempt, time.GetUtcNow());
        }
    }

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
    }.Emit(Source);
}
