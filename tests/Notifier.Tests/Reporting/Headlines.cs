namespace EtlMesh.Notifier.Tests.Reporting;

/// <summary>Headlines of the metric <c>revenue</c>.</summary>
internal static class Headlines
{
    /// <summary>One row a day up to 2026-03-01, given newest first, as the warehouse gives the values.</summary>
    public static Headline Of(params object?[] values) => new(
        ["day", "revenue"],
        [.. values.Select((value, ago) => (IReadOnlyList<HeadlineValue>)[HeadlineValue.Of(new DateOnly(2026, 3, 1).AddDays(-ago)), HeadlineValue.Of(value)])]);
}
