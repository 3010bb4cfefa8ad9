using EtlMesh.Contracts;

namespace EtlMesh.Notifier.Tests;

/// <summary>Notifications of a night of the pipeline <c>shop</c>.</summary>
internal static class Notifications
{
    public static readonly Guid Run = RunId.Of("shop", new DateOnly(2026, 3, 1));

    public static SendNotification Of(string state, string? reason = null, string bundle = "b0", VerdictSummary? verdict = null) => new()
    {
        RunId = Run,
        Attempt = 2,
        Pipeline = "shop",
        RunDate = new DateOnly(2026, 3, 1),
        BundleHash = bundle,
        Summary = new RunSummary
        {
            State = state,
            Release = state == "Completed" ? "release00001" : null,
            Stage = reason is null ? null : "load",
            Reason = reason,
            StartedAt = new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero),
            Tables =
            [
                new TableOutcome { Source = "shop", Table = "orders", Counts = new TableCounts { RowsRead = 12345, RowsQuarantined = 5, RowsLoaded = 12340 } },
            ],
            Verdict = verdict,
        },
    };

    public static VerdictSummary Verdict(params string[] failures) => new()
    {
        Passed = failures.Length == 0,
        Fingerprint = "f0",
        ChecksPassed = 7,
        ChecksWarned = 1,
        ChecksFailed = failures.Length,
        Failures = failures,
    };
}
