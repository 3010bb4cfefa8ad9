using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>
/// Lengths of time as hours, minutes and seconds, to the microsecond: MySQL's <c>-838:59:59.000001</c>.
/// In landing they are text that the engines cast alike: Parquet's own interval counts milliseconds.
/// </summary>
internal sealed class IntervalParser : ValueParser
{
    /// <summary>Digits of hours that surely fit the engine's 64 bits of microseconds.</summary>
    private const int MostHours = 9;

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        text = Trimmed(text);
        if (!IsTime(text.Length > 0 && text[0] == '-' ? text[1..] : text))
            return false;
        column.ValidUtf8(row, text);
        return true;
    }

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon is < 1 or > MostHours || !IsDigits(text[..colon]))
            return false;
        var rest = text[(colon + 1)..];
        if (rest.Length < 5 || rest[2] != ':' || !IsSixty(rest[..2]) || !IsSixty(rest[3..5]))
            return false;
        return rest.Length == 5 || (rest[5] == '.' && rest.Length is >= 7 and <= 12 && IsDigits(rest[6..]));
    }

    private static bool IsSixty(ReadOnlySpan<byte> text) => IsDigits(text) && text[0] < '6';

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
