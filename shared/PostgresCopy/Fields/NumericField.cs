using EtlMesh.DuckDb;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>
/// A numeric in a decimal column. The server sends digits of base 10,000 without zeros at either end, the power of the first one, the sign,
/// and how many decimal digits after the point are shown.
/// </summary>
internal sealed class NumericField(int width, int scale)
{
    /// <summary>Number of digits, power, sign and shown digits, of two bytes each.</summary>
    public const int Header = 8;

    private const ushort Negative = 0x4000;
    private const int Base = 10_000;
    private const int DigitsOfBase = 4;

    /// <summary>From here on another digit makes more than a decimal of 38 digits.</summary>
    private static readonly UInt128 Most = PowersOfTen.Of(34);

    private readonly UInt128 limit = PowersOfTen.Of(width);

    public bool TryRead(ReadOnlySpan<byte> value, DuckDbVectorWriter column, int row)
    {
        var count = ReadInt16BigEndian(value);
        var weight = ReadInt16BigEndian(value[2..]);
        var sign = ReadUInt16BigEndian(value[4..]);
        if ((sign & ~Negative) != 0) // NaN and the infinities
            return false;
        if (!TryUnscaled(value[Header..], count, weight, out var magnitude))
            return false;
        column.Unscaled(row, sign == Negative ? -(Int128)magnitude : (Int128)magnitude);
        return true;
    }

    private bool TryUnscaled(ReadOnlySpan<byte> digits, int count, int weight, out UInt128 magnitude)
    {
        magnitude = 0;
        // The power of ten of the digit's last place, in units of the column's last one.
        var exponent = (DigitsOfBase * weight) + scale;
        var next = 0;
        // Four digits need no more than a machine word.
        ulong small = 0;
        for (; next < Math.Min(count, (short)4) && exponent >= 0; next++, exponent -= DigitsOfBase)
            small = (small * Base) + ReadUInt16BigEndian(digits[(2 * next)..]);
        magnitude = small;
        for (; next < count && exponent >= 0; next++, exponent -= DigitsOfBase)
        {
            if (magnitude >= Most)
                return false;
            magnitude = (magnitude * Base) + ReadUInt16BigEndian(digits[(2 * next)..]);
        }

        if (count == 0)
            return true;
        if (magnitude >= limit)
            return false;
        if (next == count)
            return TryShift(ref magnitude, exponent + DigitsOfBase);

        // The digit that holds the column's last place, and perhaps more behind it.
        var rest = -exponent;
        if (rest >= DigitsOfBase || next + 1 < count)
            return false;
        var (quotient, surplus) = Math.DivRem(ReadUInt16BigEndian(digits[(2 * next)..]), (uint)PowersOfTen.Of(rest));
        if (surplus != 0)
            return false;
        if (!TryShift(ref magnitude, DigitsOfBase - rest))
            return false;
        magnitude += quotient;
        return magnitude < limit;
    }

    private bool TryShift(ref UInt128 magnitude, int places)
    {
        if (places > width || magnitude >= PowersOfTen.Of(width - places))
            return magnitude == 0;
        magnitude *= PowersOfTen.Of(places);
        return true;
    }
}
