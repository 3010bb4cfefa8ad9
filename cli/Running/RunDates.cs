using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>Business dates as people write them.</summary>
public static class RunDates
{
    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    /// <exception cref="UsageException">The text is no such date.</exception>
    public static DateOnly Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"--date {text}: not a date; write year-month-day, such as 2026-11-20.");
}
