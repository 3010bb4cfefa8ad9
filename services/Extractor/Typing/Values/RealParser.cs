using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Floating numbers: digits with a point and an exponent, the nearest value; <c>nan</c> and <c>inf</c> by name. What only infinity is near to is no number.</summary>
internal sealed class RealParser<T> : ValueParser
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("+-.0123456789eE"u8);

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        text = Trimmed(text);
        if (!TryRead(text, out var value) && !TryNamed(text, out value))
            return false;
        column.Set(row, value);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out T value)
    {
        if (typeof(T) == typeof(double) && ShortReal.TryRead(text, out var quick))
        {
            value = T.CreateTruncating(quick);
            return true;
        }

        value = T.Zero;
        return !text.ContainsAnyExcept(Letters) && T.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
    }

    private static bool TryNamed(ReadOnlySpan<byte> text, out T value)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var name = negative || (text.Length > 0 && text[0] == '+') ? text[1..] : text;
        var infinite = Ascii.EqualsIgnoreCase(name, "inf"u8) || Ascii.EqualsIgnoreCase(name, "infinity"u8);
        value = infinite ? negative ? T.NegativeInfinity : T.PositiveInfinity : T.NaN;
        return infinite || Ascii.EqualsIgnoreCase(name, "nan"u8);
    }
}
