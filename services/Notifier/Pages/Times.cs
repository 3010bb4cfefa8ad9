using System.Globalization;

namespace EtlMesh.Notifier;

/// <summary>Days, instants and durations as people read them.</summary>
public static class Times
{
    /// <returns><c>Sunday 1 March 2026</c>.</returns>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <returns><c>1 March 2026, 02:00 UTC</c>.</returns>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <returns><c>0.42 s</c>, <c>12.3 s</c>, <c>3 min 05 s</c>, <c>1 h 02 min</c>.</returns>
    public static string Duration(double seconds) => seconds switch
    {
        < 9.995 => seconds.ToString("0.00 's'", CultureInfo.InvariantCulture),
        < 59.95 => seconds.ToString("0.0 's'", CultureInfo.InvariantCulture),
        < 3599.5 => Pair(seconds, "min", "s"),
        _ => Pair(seconds / 60, "h", "min"),
    };

    private static string Pair(double small, string whole, string part)
    {
        var count = (long)Math.Round(small, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{count / 60} {whole} {count % 60:00} {part}");
    }
}
