using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Planning;

/// <summary>Bounds of a watermark that is a date or a time, as text that the engine casts back exactly.</summary>
/// <remarks>A date and a timestamp are local time of the schedule's zone; a timestamptz is an instant, written in UTC.</remarks>
internal sealed class TimeBounds
{
    private const string Second = "yyyy-MM-dd HH:mm:ss";
    private const string Microsecond = "yyyy-MM-dd HH:mm:ss.ffffff";

    private readonly string type;

    private TimeBounds(string type) => this.type = type;

    /// <summary>Null for types that are no date or time.</summary>
    public static TimeBounds? Of(string type) => type.Trim().ToUpperInvariant() switch
    {
        "DATE" => new("DATE"),
        "TIMESTAMP" or "DATETIME" => new("TIMESTAMP"),
        "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => new("TIMESTAMPTZ"),
        _ => null,
    };

    /// <summary>The start of a day.</summary>
    public string Start(DateOnly day, TimeZoneInfo zone) => type switch
    {
        "DATE" => Text(day),
        "TIMESTAMP" => Text(day.ToDateTime(TimeOnly.MinValue)),
        _ => Text(StartInstant(day, zone).UtcDateTime) + "+00",
    };

    /// <summary>The end of a day, which the next one begins with; at most now.</summary>
    /// <param name="readAgain">A later night reads the last rows again, so today, which is not over, may be read as a date.</param>
    public string End(DateOnly day, PlannedNight night, bool readAgain)
    {
        var now = TimeZoneInfo.ConvertTime(night.Now, night.Zone).DateTime;
        var today = DateOnly.FromDateTime(now);
        if (day < today)
            return Start(day.AddDays(1), night.Zone);
        return type switch
        {
            "DATE" => Text(readAgain && now.TimeOfDay > TimeSpan.Zero ? today.AddDays(1) : today),
            "TIMESTAMP" => Text(now),
            _ => Text(night.Now.UtcDateTime) + "+00",
        };
    }

    /// <summary>A watermark less a lag; a date is rounded down.</summary>
    public string Less(string watermark, TimeSpan lag, CancellationToken ct) => lag == TimeSpan.Zero
        ? watermark
        : Compute($"cast({Value(watermark)} - {Sql.Literal(lag)} as {type})", ct);

    public string Earlier(string one, string other, CancellationToken ct) => Compute($"least({Value(one)}, {Value(other)})", ct);

    private string Value(string text) => $"cast({Sql.Literal(text)} as {type})";

    private static string Compute(string expression, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        try
        {
            connection.Execute("SET TimeZone = 'UTC'", ct);
            return connection.Scalar<string>($"select ({expression})::varchar", ct)!;
        }
        catch (DuckDbException e)
        {
            throw new TerminalEtlException($"Computing where a window begins ({expression}): {e.Message} Correct the table's `watermark` or `lag` in the pipeline file.", e);
        }
    }

    // Where clocks go forward at midnight a day begins later; where they go back over it, with the first of the two.
    private static DateTimeOffset StartInstant(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? Second : Microsecond, CultureInfo.InvariantCulture);
}
