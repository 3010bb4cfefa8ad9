using System.Globalization;
using EtlMesh.Pipelines;

namespace EtlMesh.Lake;

/// <summary>Hive's folders.</summary>
internal static class PartitionFolder
{
    /// <summary>Such as <c>year=2026/month=01/day=02/</c>; empty without a date.</summary>
    public static string Of(LakeGranularity granularity, DateOnly? date) => (granularity, date) switch
    {
        (_, null) => "",
        (LakeGranularity.Year, { } day) => Text($"year={day.Year:D4}/"),
        (LakeGranularity.Month, { } day) => Text($"year={day.Year:D4}/month={day.Month:D2}/"),
        (_, { } day) => Text($"year={day.Year:D4}/month={day.Month:D2}/day={day.Day:D2}/"),
    };

    /// <summary>The first day after a partition.</summary>
    public static DateOnly? End(LakeGranularity granularity, DateOnly date) => granularity switch
    {
        LakeGranularity.Year => date.Year == DateOnly.MaxValue.Year ? null : date.AddYears(1),
        LakeGranularity.Month => date is { Year: 9999, Month: 12 } ? null : date.AddMonths(1),
        _ => date == DateOnly.MaxValue ? null : date.AddDays(1),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
