using System.Buffers.Binary;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Numbers as PostgreSQL's <c>numeric</c> sends them: how many groups of four digits, the weight of the first, sign, digits after the point, the groups.</summary>
internal static class CopyNumber
{
    /// <summary>Bytes of the longest: 38 digits, wherever the point is.</summary>
    public const int Longest = Head + (MostGroups * sizeof(short));

    private const int Head = 4 * sizeof(short);
    private const int MostGroups = 12;
    private const ulong Base = 10_000;
    private const short Negative = 0x4000;
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 39).Select(Power)];

    /// <param name="field">At least <see cref="Longest"/> bytes.</param>
    /// <param name="magnitude">Without sign and point.</param>
    /// <param name="isNegative">Of zero it says nothing.</param>
    /// <param name="scale">Digits after the point, 0 to 38.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> field, ulong magnitude, bool isNegative, int scale)
    {
        // The last group is filled up to four digits.
        var missing = -scale & 3;
        if (magnitude > ulong.MaxValue / 1000)
            return Write(field, (UInt128)magnitude, isNegative, scale);
        var rest = missing switch { 0 => magnitude, 1 => magnitude * 10, 2 => magnitude * 100, _ => magnitude * 1000 };
        Span<short> groups = stackalloc short[MostGroups];
        var at = MostGroups;
        for (; rest != 0; rest /= Base)
            groups[--at] = (short)(rest % Base);
        return Send(field, groups[at..], MostGroups - at - ((scale + 3) / 4), isNegative, scale);
    }

    /// <inheritdoc cref="Write(Span{byte}, ulong, bool, int)"/>
    public static int Write(Span<byte> field, UInt128 magnitude, bool isNegative, int scale)
    {
        Span<short> groups = stackalloc short[MostGroups];
        // From the end: the digits after the point, filled up to whole groups, then those before it.
        var (whole, part) = scale == 0 ? (magnitude, UInt128.Zero) : UInt128.DivRem(magnitude, Powers[scale]);
        var at = groups.Length;
        var after = (scale + 3) / 4;
        for (var i = 0; i < after; i++)
        {
            // The last group may have less than four digits.
            var digits = i == 0 && scale % 4 != 0 ? scale % 4 : 4;
            (part, var group) = UInt128.DivRem(part, Powers[digits]);
            groups[--at] = (short)((int)group * (int)Powers[4 - digits]);
        }

        var before = 0;
        while (whole != 0)
        {
            (whole, var group) = UInt128.DivRem(whole, Base);
            groups[--at] = (short)group;
            before++;
        }

        return Send(field, groups[at..], before, isNegative, scale);
    }

    // Zeros at either end are not sent.
    private static int Send(Span<byte> field, ReadOnlySpan<short> groups, int before, bool isNegative, int scale)
    {
        var first = 0;
        while (first < groups.Length && groups[first] == 0)
            first++;
        var end = groups.Length;
        while (end > first && groups[end - 1] == 0)
            end--;
        groups = groups[first..end];
        BinaryPrimitives.WriteInt16BigEndian(field, (short)groups.Length);
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)(groups.Length == 0 ? 0 : before - 1 - first));
        BinaryPrimitives.WriteInt16BigEndian(field[4..], isNegative && groups.Length > 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], (short)scale);
        for (var i = 0; i < groups.Length; i++)
            BinaryPrimitives.WriteInt16BigEndian(field[(Head + (2 * i))..], groups[i]);
        return Head + (2 * groups.Length);
    }

    private static UInt128 Power(int exponent)
    {
        var power = UInt128.One;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
