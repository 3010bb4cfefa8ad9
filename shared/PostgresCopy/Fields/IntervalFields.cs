using System.Globalization;
using System.Text.Unicode;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>Intervals: microseconds, days and months. The infinite ones of newer servers are refused, DuckDB has none.</summary>
internal static class IntervalFields
{
    private const int Longest = 96;
    private const ulong Second = 1_000_000;

    /// <summary>From here on DuckDB reads no hours in front of minutes.</summary>
    private const ulong MostOfClock = 100_000_000UL * 3600 * Second;

    public static readonly FieldReader Stored = static (value, column, row) =>
    {
        if (!TryRead(value, out var months, out var days, out var micros))
            return false;
        column.Interval(row, months, days, micros);
        return true;
    };

    /// <summary>As DuckDB writes them, <c>1 year 2 months 3 days 04:05:06.5</c>, and reads them: for a column of text that becomes an interval again.</summary>
    public static readonly FieldReader Words = static (value, column, row) =>
    {
        if (!TryRead(value, out var months, out var days, out var micros) || micros == long.MinValue)
            return false;
        Span<byte> text = stackalloc byte[Longest];
        var length = 0;
        Append(text, ref length, months / 12, "year");
        Append(text, ref length, months % 12, "month");
        Append(text, ref length, days, "day");
        if (micros != 0 || length == 0)
            Clock(text, ref length, micros);
        column.ValidUtf8(row, text[..length]);
        return true;
    };

    public static bool TryRead(ReadOnlySpan<byte> value, out int months, out int days, out long micros)
    {
        micros = ReadInt64BigEndian(value);
        days = ReadInt32BigEndian(value[8..]);
        months = ReadInt32BigEndian(value[12..]);
        return !((micros, days, months) is (long.MaxValue, int.MaxValue, int.MaxValue) or (long.MinValue, int.MinValue, int.MinValue));
    }

    private static void Append(Span<byte> text, ref int length, int count, string word)
    {
        if (count == 0)
            return;
        Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $"{(length > 0 ? " " : "")}{count} {word}{(count is 1 or -1 ? "" : "s")}", out var written);
        length += written;
    }

    private static void Clock(Span<byte> text, ref int length, long micros)
    {
        var all = micros < 0 ? 0 - (ulong)micros : (ulong)micros;
        if (all >= MostOfClock)
        {
            Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $"{(length > 0 ? " " : "")}{micros} microseconds", out var words);
            length += words;
            return;
        }

        var (seconds, fraction) = (all / Second, all % Second);
        Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $"{(length > 0 ? " " : "")}{(micros < 0 ? "-" : "")}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}", out var written);
        length += written;
        if (fraction == 0)
            return;
        Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $".{fraction:000000}", out written);
        length += written;
        while (text[length - 1] == '0')
            length--;
    }
}
