namespace EtlMesh.PostgresCopy;

/// <summary>10⁰ to 10³⁸.</summary>
internal static class PowersOfTen
{
    private static readonly UInt128[] All = Compute();

    public static UInt128 Of(int exponent) => All[exponent];

    private static UInt128[] Compute()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
