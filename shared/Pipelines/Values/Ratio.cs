using System.Globalization;

namespace EtlMesh.Pipelines;

/// <summary>A share of a whole, 0 to 1, written as a percentage (<c>1%</c>, <c>0.5%</c>).</summary>
/// <param name="Value">0 to 1.</param>
public readonly record struct Ratio(decimal Value)
{
    public static Ratio FromPercent(decimal percent) => new(percent / 100m);

    /// <summary>Whether part of whole is within this share. Nothing of nothing is.</summary>
    public bool Allows(long part, long whole) => part <= Value * whole;

    /// <summary>Reads <c>1%</c> or <c>0.5 %</c>: digits, at most six of them behind the point, 0 to 100.</summary>
    public static bool TryParse(string text, out Ratio ratio)
    {
        ratio = default;
        if (!text.EndsWith('%'))
        {
            return false;
        }

        var digits = text.AsSpan(0, text.Length - 1).TrimEnd();
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0])
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || percent > 100m || percent.Scale > 6)
        {
            return false;
        }

        ratio = FromPercent(percent);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value * 100m:0.######}%");
}
