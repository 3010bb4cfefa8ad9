namespace EtlMesh.Extractor.Typing;

/// <summary>Takes the parts of a date or a time off the front of a text.</summary>
internal ref struct TimeScanner(ReadOnlySpan<byte> text)
{
    public const long MicrosOfDay = 86_400_000_000;
    private const int MicrosOfSecond = 1_000_000;
    private const int IsoDate = 10;
    private const int IsoTime = 8;
    private ReadOnlySpan<byte> rest = text;

    public readonly bool IsEnd => rest.Length == 0;

    /// <summary><c>2026-01-31</c>, also with <c>/</c> and without leading zeros in month and day.</summary>
    /// <param name="days">Since 1970.</param>
    public bool TryDate(out int days)
    {
        days = 0;
        if (rest.Length >= IsoDate && TryIsoDate(rest, ref days))
        {
            rest = rest[IsoDate..];
            return true;
        }

        if (!TryNumber(4, 4, out var year) || rest.Length == 0)
            return false;
        var separator = rest[0];
        if (separator is not ((byte)'-' or (byte)'/'))
            return false;
        rest = rest[1..];
        if (!TryNumber(1, 2, out var month) || !TryByte(separator) || !TryNumber(1, 2, out var day))
            return false;
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
            return false;
        days = Days(year, month, day);
        return true;
    }

    /// <summary><c>23:59</c>, <c>23:59:59</c>, <c>23:59:59.999999</c>; <c>24:00</c> is the end of the day.</summary>
    /// <param name="micros">Since midnight.</param>
    public bool TryTime(out long micros)
    {
        micros = 0;
        if (rest.Length >= IsoTime && rest[2] == ':' && rest[5] == ':' && Two(rest, 0) is >= 0 and < 24 and var h && Two(rest, 3) is >= 0 and < 60 and var m && Two(rest, 6) is >= 0 and < 60 and var s)
        {
            rest = rest[IsoTime..];
            var behind = 0;
            if (TryByte((byte)'.') && !TryFraction(out behind))
                return false;
            micros = (((((h * 60L) + m) * 60) + s) * MicrosOfSecond) + behind;
            return true;
        }

        if (!TryNumber(1, 2, out var hour) || !TryByte((byte)':') || !TryNumber(2, 2, out var minute))
            return false;
        var (second, fraction) = (0, 0);
        if (TryByte((byte)':') && (!TryNumber(2, 2, out second) || (TryByte((byte)'.') && !TryFraction(out fraction))))
            return false;
        micros = (((((hour * 60L) + minute) * 60) + second) * MicrosOfSecond) + fraction;
        return minute <= 59 && second <= 59 && micros <= MicrosOfDay;
    }

    /// <summary><c>Z</c>, <c>+02</c>, <c>+0200</c> or <c>+02:00</c>.</summary>
    /// <param name="micros">East of UTC.</param>
    public bool TryOffset(out long micros)
    {
        micros = 0;
        if (TryByte((byte)'Z'))
            return true;
        var west = rest.Length > 0 && rest[0] == '-';
        if (!TryByte((byte)'-') && !TryByte((byte)'+'))
            return false;
        var minute = 0;
        if (!TryNumber(2, 2, out var hour) || ((TryByte((byte)':') || rest.Length > 0) && !TryNumber(2, 2, out minute)))
            return false;
        micros = ((hour * 60L) + minute) * 60 * MicrosOfSecond * (west ? -1 : 1);
        return true;
    }

    public bool TryByte(byte expected)
    {
        if (rest.Length == 0 || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }

    public void SkipSpace() => rest = rest.TrimStart(" \t\n\f\r"u8);

    private bool TryNumber(int least, int most, out int value)
    {
        value = 0;
        var length = 0;
        for (; length < most && length < rest.Length && (uint)(rest[length] - '0') <= 9; length++)
            value = (value * 10) + rest[length] - '0';
        rest = rest[length..];
        return length >= least;
    }

    /// <summary>Digits of a second; beyond microseconds only zeros.</summary>
    private bool TryFraction(out int micros)
    {
        micros = 0;
        var length = 0;
        for (; length < rest.Length && (uint)(rest[length] - '0') <= 9; length++)
        {
            if (length < 6)
                micros = (micros * 10) + rest[length] - '0';
            else if (rest[length] != '0')
                return false;
        }

        rest = rest[length..];
        for (var i = length; i < 6; i++)
            micros *= 10;
        return length > 0;
    }

    /// <summary>The usual form, <c>2026-01-31</c>, at known places.</summary>
    private static bool TryIsoDate(ReadOnlySpan<byte> text, ref int days)
    {
        if (text[4] != '-' || text[7] != '-')
            return false;
        var year = (Two(text, 0) * 100) + Two(text, 2);
        var (month, day) = (Two(text, 5), Two(text, 8));
        if (year < 0 || month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
            return false;
        days = Days(year, month, day);
        return true;
    }

    /// <summary>Two digits as a number; far below zero when they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (ten, one) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return ten <= 9 && one <= 9 ? (int)((ten * 10) + one) : -10_000;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    // By years that begin in March, so that the leap day is the last; the year 0 is one, too.
    private static int Days(int year, int month, int day)
    {
        if (month <= 2)
            year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }
}
