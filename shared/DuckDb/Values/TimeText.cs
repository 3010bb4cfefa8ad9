using System.Globalization;
using System.Numerics;

namespace EtlMesh.DuckDb;

/// <summary>Dates and times as the engine writes them, over its whole range (years far outside of .NET's), from what it stores.</summary>
public static class TimeText
{
    private const long DaySeconds = 86_400;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <param name="days">Since 1970.</param>
    public static string Date(int days) => days switch
    {
        int.MaxValue => "infinity",
        -int.MaxValue => "-infinity",
        _ => Day(days) is var (date, suffix) ? date + suffix : "",
    };

    /// <param name="micros">Since midnight.</param>
    public static string Time(long micros) => Clock(micros, 6);

    /// <param name="nanos">Since midnight.</param>
    public static string TimeNs(long nanos) => Clock(nanos, 9);

    /// <param name="bits">40 bits of microseconds, 24 of the offset, counted down from +15:59:59.</param>
    public static string TimeTz(ulong bits)
    {
        var offset = 57_599 - (int)(bits & 0xFF_FFFF);
        var (hours, minutes, seconds) = (Math.Abs(offset) / 3600, Math.Abs(offset) / 60 % 60, Math.Abs(offset) % 60);
        var zone = string.Create(Invariant, $"{(offset < 0 ? '-' : '+')}{hours:00}");
        if (minutes != 0 || seconds != 0)
            zone += string.Create(Invariant, $":{minutes:00}");
        if (seconds != 0)
            zone += string.Create(Invariant, $":{seconds:00}");
        return Clock((long)(bits >> 24), 6) + zone;
    }

    /// <param name="units">Since 1970.</param>
    /// <param name="digits">Digits of a second in the unit: 0, 3, 6 or 9.</param>
    public static string Timestamp(long units, int digits)
    {
        if (units is long.MaxValue or -long.MaxValue)
            return units > 0 ? "infinity" : "-infinity";
        var perDay = DaySeconds * (long)BigInteger.Pow(10, digits);
        var days = Math.DivRem(units, perDay, out var rest);
        if (rest < 0)
            (days, rest) = (days - 1, rest + perDay);
        var (date, suffix) = Day(days);
        return $"{date}{suffix} {Clock(rest, digits)}";
    }

    public static string Interval(int months, int days, long micros)
    {
        var words = new List<string>();
        Add(months / 12, "year");
        Add(months % 12, "month");
        Add(days, "day");
        if (micros != 0 || words.Count == 0)
            words.Add(micros < 0 ? "-" + Clock((UInt128)(-(Int128)micros), 6) : Clock(micros, 6));
        return string.Join(' ', words);

        void Add(int count, string word)
        {
            if (count != 0)
                words.Add(string.Create(Invariant, $"{count} {word}{(count is 1 or -1 ? "" : "s")}"));
        }
    }

    private static string Clock(long units, int digits) => Clock((UInt128)units, digits);

    private static string Clock(UInt128 units, int digits)
    {
        var scale = (UInt128)BigInteger.Pow(10, digits);
        var (seconds, fraction) = (units / scale, (ulong)(units % scale));
        var text = string.Create(Invariant, $"{(ulong)(seconds / 3600):00}:{(int)(seconds / 60 % 60):00}:{(int)(seconds % 60):00}");
        return fraction == 0 ? text : $"{text}.{fraction.ToString(Invariant).PadLeft(digits, '0').TrimEnd('0')}";
    }

    // Days since 1970 to a proleptic Gregorian date, by eras of 400 years that start in March.
    private static (string Date, string Suffix) Day(long days)
    {
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var march = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * march) + 2) / 5) + 1;
        var month = march < 10 ? march + 3 : march - 9;
        var year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        var (shown, suffix) = year > 0 ? (year, "") : (1 - year, " (BC)");
        return (string.Create(Invariant, $"{shown:0000}-{month:00}-{day:00}"), suffix);
    }
}
