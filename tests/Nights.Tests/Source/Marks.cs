using System.Globalization;

namespace EtlMesh.Nights.Tests.Source;

/// <summary>Watermarks as numbers that compare: ticks of local time, ticks of UTC for instants, the number itself.</summary>
internal sealed record Marks(WatermarkKind Kind, TimeZoneInfo Zone)
{
    public const long Second = TimeSpan.TicksPerSecond;

    /// <summary>Where a date begins; null when the watermark knows no dates.</summary>
    public long? StartOf(DateOnly date) => Kind switch
    {
        WatermarkKind.Timestamp or WatermarkKind.Date => Midnight(date).Ticks,
        WatermarkKind.Instant => TimeZoneInfo.ConvertTimeToUtc(Midnight(date), Zone).Ticks,
        _ => null,
    };

    public long? At(DateTimeOffset instant) => Kind switch
    {
        WatermarkKind.Timestamp => TimeZoneInfo.ConvertTime(instant, Zone).DateTime.Ticks,
        WatermarkKind.Date => TimeZoneInfo.ConvertTime(instant, Zone).Date.Ticks,
        WatermarkKind.Instant => instant.UtcTicks,
        _ => null,
    };

    /// <summary>As the files have it.</summary>
    public string Text(long mark) => Kind switch
    {
        WatermarkKind.Timestamp => Time(mark).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        WatermarkKind.Date => Time(mark).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        WatermarkKind.Instant => Time(mark).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => mark.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>As readers are asked for it: instants as seconds since 1970.</summary>
    public string Seen(long mark) => Kind == WatermarkKind.Instant
        ? ((mark - DateTime.UnixEpoch.Ticks) / Second).ToString(CultureInfo.InvariantCulture)
        : Text(mark);

    private static DateTime Midnight(DateOnly date) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);

    private static DateTime Time(long mark) => new(mark, DateTimeKind.Unspecified);
}
