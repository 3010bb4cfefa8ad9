using System.Numerics;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Integers: digits, with or without a sign.</summary>
internal sealed class WholeNumberParser<T> : ValueParser
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly Int128 Least = Int128.CreateTruncating(T.MinValue);
    private static readonly Int128 Greatest = Int128.CreateTruncating(T.MaxValue);
    private static readonly bool IsSigned = T.IsNegative(T.MinValue);

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        text = Trimmed(text);
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative || (text.Length > 0 && text[0] == '+') ? text[1..] : text;
        if (digits.Length <= Digits.FitsLong && typeof(T) != typeof(Int128))
            return TryWriteShort(digits, negative, column, row);
        if (!Digits.TryRead(digits, out var magnitude))
            return false;

        var value = (Int128)(negative ? UInt128.Zero - magnitude : magnitude);
        if (magnitude > (UInt128)Int128.MaxValue && !(negative && value == Int128.MinValue))
            return false;
        if (value < Least || value > Greatest)
            return false;

        column.Set(row, T.CreateTruncating(value));
        return true;
    }

    private static bool TryWriteShort(ReadOnlySpan<byte> digits, bool negative, DuckDbVectorWriter column, int row)
    {
        if (!Digits.TryReadShort(digits, out var magnitude))
            return false;
        var number = negative ? -(long)magnitude : (long)magnitude;
        var value = T.CreateTruncating(number);
        if (long.CreateTruncating(value) != number || (number < 0 && !IsSigned))
            return false;
        column.Set(row, value);
        return true;
    }
}
