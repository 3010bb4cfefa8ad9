using System.Globalization;

namespace EtlMesh.Extractor.Probing;

/// <summary>What a sensor's query says: the first column of its first row.</summary>
internal static class SensorAnswer
{
    private static readonly string[] No = ["false", "f", "no", "n", "off"];

    /// <summary>Why a source is not ready by its sensor's answer; null when it is.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="value">As the database writes it out; null for NULL and for no row.</param>
    /// <param name="runDate">The night's.</param>
    public static string? WhyNot(string source, string? value, DateOnly runDate) =>
        IsReady(value, runDate) ? null : $"{source}: its sensor's query says {(value is null ? "nothing" : $"`{value}`")}";

    /// <summary>Ready when it is true, a number that is not zero, a date or time not before the run date, or any other text. Not when there is no row, or it is NULL, empty or false.</summary>
    /// <param name="value">As the database writes it out; null for NULL and for no row.</param>
    /// <param name="runDate">The night's.</param>
    public static bool IsReady(string? value, DateOnly runDate)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0 || No.Contains(text, StringComparer.OrdinalIgnoreCase))
            return false;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number != 0;
        return text.Length < 10
            || !DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date >= runDate;
    }
}
