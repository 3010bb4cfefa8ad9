using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Removes what processes left that were killed in the middle of a night. Whoever has the warehouse's file is alone with it, so an attempt that is still active has no owner any more.</summary>
public static class AbandonedAttempts
{
    public static async Task DiscardAsync(IWarehouse warehouse, IObjectStore objects, CancellationToken ct)
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
        }
    }
}
