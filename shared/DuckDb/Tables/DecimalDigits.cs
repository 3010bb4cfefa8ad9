namespace EtlMesh.DuckDb;

/// <summary>Moves and bounds a decimal's digits, exactly or not at all.</summary>
internal static class DecimalDigits
{
    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 39).Select(Power)];

    public static Int128 Rescale(Int128 digits, int from, int to)
    {
        if (from <= to)
            return checked(digits * Powers[to - from]);
        var (quotient, rest) = Int128.DivRem(digits, Powers[from - to]);
        return rest == 0 ? quotient : throw new OverflowException($"A number with {from} digits after the point does not fit a column with {to}.");
    }

    public static void Check(Int128 digits, VectorType type)
    {
        if (digits >= Powers[type.Decimal.Width] || digits <= -Powers[type.Decimal.Width])
            throw new OverflowException($"A number has more digits than {type.Sql} holds.");
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
