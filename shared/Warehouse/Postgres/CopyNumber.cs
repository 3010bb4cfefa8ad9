namespace EtlMesh.Warehouse.Postgres;

/// <summary>Numbers as PostgreSQL's <c>numeric</c> sends them: groups of four digits, the weight of the first, sign, digits after the point.</summary>
internal static class CopyNumber
{
    private const int Base = 10_000;
    private const short Negative = 0x4000;
    private const int MostGroups = 12;
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 39).Select(Power)];

    /// <param name="magnitude">Without sign and point.</param>
    /// <param name="scale">Digits after the point, 0 to 38.</param>
    public static void Write(CopyBuffer buffer, UInt128 magnitude, bool isNegative, int scale)
    {
        Span<short> groups = stackalloc short[MostGroups * 2];
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
            if (whole <= ulong.MaxValue)
            {
                var small = (ulong)whole;
                groups[--at] = (short)(small % Base);
                whole = small / Base;
            }
            else
            {
                (whole, var group) = UInt128.DivRem(whole, Base);
                groups[--at] = (short)group;
            }

            before++;
        }

        Send(buffer, groups[at..], before, isNegative, scale);
    }

    // Zeros at either end are not sent.
    private static void Send(CopyBuffer buffer, ReadOnlySpan<short> groups, int before, bool isNegative, int scale)
    {
        var first = 0;
        while (first < groups.Length && groups[first] == 0)
            first++;
        var end = groups.Length;
        while (end > first && groups[end - 1] == 0)
            end--;
        groups = groups[first..end];
        buffer.Int(8 + (groups.Length * 2));
        buffer.Short((short)groups.Length);
        buffer.Short((short)(groups.Length == 0 ? 0 : before - 1 - first));
        buffer.Short(isNegative && groups.Length > 0 ? Negative : (short)0);
        buffer.Short((short)scale);
        foreach (var group in groups)
            buffer.Short(group);
    }

    private static UInt128 Power(int exponent)
    {
        var power = UInt128.One;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
