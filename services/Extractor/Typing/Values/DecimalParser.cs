using System.Numerics;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Decimals: digits with a point somewhere or none, and no digit but zero beyond the scale.</summary>
/// <typeparam name="T">What the engine stores digits without their point in.</typeparam>
/// <param name="width">Digits.</param>
/// <param name="scale">Of these behind the point.</param>
internal sealed class DecimalParser<T>(int width, int scale) : ValueParser
    where T : unmanaged, IBinaryInteger<T>
{
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 39).Select(exponent => (UInt128)BigInteger.Pow(10, exponent))];
    private static readonly ulong[] ShortPowers = [.. Powers.Take(20).Select(power => (ulong)power)];

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        text = Trimmed(text);
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
            text = text[1..];

        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0)
            return false;
        if (fraction.Length > scale)
        {
            if (fraction[scale..].ContainsAnyExcept((byte)'0'))
                return false;
            fraction = fraction[..scale];
        }

        if (whole.Length <= width - scale && whole.Length + scale <= Digits.FitsLong)
            return TryWriteShort(whole, fraction, negative, column, row);
        if (!TryRead(whole, out var high) || !TryRead(fraction, out var low))
            return false;
        if (high >= Powers[width - scale])
            return false;

        var digits = (high * Powers[scale]) + (low * Powers[scale - fraction.Length]);
        column.Set(row, T.CreateTruncating(negative ? UInt128.Zero - digits : digits));
        return true;
    }

    private bool TryWriteShort(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, bool negative, DuckDbVectorWriter column, int row)
    {
        ulong high = 0, low = 0;
        if ((whole.Length > 0 && !Digits.TryReadShort(whole, out high)) || (fraction.Length > 0 && !Digits.TryReadShort(fraction, out low)))
            return false;
        var digits = (long)((high * ShortPowers[scale]) + (low * ShortPowers[scale - fraction.Length]));
        column.Set(row, T.CreateTruncating(negative ? -digits : digits));
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> digits, out UInt128 value)
    {
        value = 0;
        return digits.Length == 0 || Digits.TryRead(digits, out value);
    }
}
