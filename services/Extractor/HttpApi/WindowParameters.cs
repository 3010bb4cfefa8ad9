using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>The bounds of a window as query parameters. They are never narrower than the window, which is held against each record anyway.</summary>
internal static class WindowParameters
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:sszz", "yyyy-MM-dd HH:mm:ss.FFFFFFzz"];

    /// <param name="table">Names the parameters.</param>
    /// <param name="window">Null for all rows.</param>
    /// <param name="type">The watermark's, as the pipeline file spells it; null without one.</param>
    /// <exception cref="TerminalEtlException">The format needs an instant, and the watermark is none.</exception>
    public static IEnumerable<(string Name, string Value)> Of(TableDefinition table, TableWindow? window, string? type)
    {
        if (table.Http.Since is { } since && window?.Lo is { } lo)
            yield return (since, Format(table, lo, type, up: false));
        if (table.Http.Until is { } until && window?.Until is { } end)
            yield return (until, Format(table, end, type, up: true));
    }

    private static string Format(TableDefinition table, string bound, string? type, bool up)
    {
        if (type is not ("date" or "timestamp" or "timestamptz"))
            return table.Http.TimeFormat == HttpTimeFormat.Iso ? bound : throw NoInstant(table, type);

        if (!DateTimeOffset.TryParseExact(bound, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw new TerminalEtlException($"Asking for {table.Name}: where its window lies, `{bound}`, cannot be written into a URL; start the table anew, or remove `since` and `until` in the pipeline file.");
        return table.Http.TimeFormat switch
        {
            HttpTimeFormat.Iso => Iso(time, type),
            HttpTimeFormat.Date => (up ? time.AddTicks(TimeSpan.TicksPerDay - 1) : time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ when type != "timestamptz" => throw NoInstant(table, type),
            HttpTimeFormat.Seconds => Whole(time, TimeSpan.TicksPerSecond, up),
            _ => Whole(time, TimeSpan.TicksPerMillisecond, up),
        };
    }

    private static string Iso(DateTimeOffset time, string type) => type switch
    {
        "date" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "timestamp" => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        _ => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
    };

    private static string Whole(DateTimeOffset time, long unit, bool up)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + (up ? unit - 1 : 0);
        return Math.DivRem(ticks, unit) is var (whole, rest) && rest < 0 ? (whole - 1).ToString(CultureInfo.InvariantCulture) : (ticks / unit).ToString(CultureInfo.InvariantCulture);
    }

    private static TerminalEtlException NoInstant(TableDefinition table, string? type) => new(
        $"Asking for {table.Name}: `time_format: {table.Http.TimeFormat.ToString().ToLowerInvariant()}` needs an instant, but its watermark {table.Watermark} is a {type}; declare it as timestamptz, or write `time_format: iso` in the pipeline file.");
}
