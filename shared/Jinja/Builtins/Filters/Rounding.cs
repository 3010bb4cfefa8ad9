using System.Globalization;
using System.Numerics;

namespace EtlMesh.Jinja;

/// <summary>Python's rounding of floats: of the exact binary value, halves to even.</summary>
internal static class Rounding
{
    public static double HalfEven(double value, int digits)
    {
        if (!double.IsFinite(value))
            return value;
        if (digits < 0)
        {
            var scale = Math.Pow(10, -digits);
            return Math.Round(value / scale, MidpointRounding.ToEven) * scale;
        }

        return double.Parse(Fixed(value, digits), CultureInfo.InvariantCulture);
    }

    /// <summary>The value with that many decimals.</summary>
    public static string Fixed(double value, int digits)
    {
        // No tie needs more than one further digit, and 60 tell a tie from its neighbours.
        var exact = Math.Abs(value).ToString("F" + (digits + 60).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var cut = exact.Length - 60;
        var kept = BigInteger.Parse(exact[..cut].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var rest = exact[cut..];
        var half = rest[0] == '5' && rest.AsSpan(1).IndexOfAnyExcept('0') < 0;
        if (half ? !kept.IsEven : rest[0] >= '5')
            kept++;
        var text = kept.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var sign = double.IsNegative(value) ? "-" : "";
        return digits == 0 ? sign + text : $"{sign}{text[..^digits]}.{text[^digits..]}";
    }
}
