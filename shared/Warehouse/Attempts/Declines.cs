using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>Why a run gets no attempt.</summary>
internal static class Declines
{
    /// <returns>Null when nothing stands against an attempt.</returns>
    public static AttemptOpening? Of(Ledger ledger, AttemptRequest request)
    {
        if (ledger.HeldBy is { } holder)
            return new AttemptOpening
            {
                Declined = DeclineReason.Held,
                Detail = $"Pipeline {request.Pipeline} is held by {holder}: {ledger.HeldReason}. Run `etlmesh releases resume {request.Pipeline}` first.",
            };
        if (request.Again || ledger.InEffect().FirstOrDefault(release => release.RunId == request.RunId) is not { } release)
            return null;
        return new AttemptOpening
        {
            Declined = DeclineReason.AlreadyPublished,
            Parent = ledger.Head?.Id,
            Release = release.Id,
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"{request.Pipeline} {request.RunDate:yyyy-MM-dd} is published as release {release.Id}, attempt {release.Attempt}. Use --again for another attempt."),
        };
    }
}
