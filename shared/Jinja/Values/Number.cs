using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>Numbers of any of the types a template can hold; bool counts as 0 and 1, as in Python.</summary>
internal static class Number
{
    public static bool Is(object? value) => value is long or double or decimal or bool;

    public static bool IsInteger(object? value) => value is long or bool;

    public static long ToLong(object value) => value is bool flag ? flag ? 1 : 0 : (long)value;

    public static double ToDouble(object value) => value switch
    {
        double number => number,
        decimal number => (double)number,
        _ => ToLong(value),
    };

    public static decimal ToDecimal(object value) => value is decimal number ? number : ToLong(value);

    /// <summary>Less than, equal to or greater than 0; not-a-number is unequal to everything (2).</summary>
    public static int Compare(object x, object y)
    {
        if (x is double || y is double)
        {
            var (a, b) = (ToDouble(x), ToDouble(y));
            return double.IsNaN(a) || double.IsNaN(b) ? 2 : a.CompareTo(b);
        }

        return x is decimal || y is decimal ? ToDecimal(x).CompareTo(ToDecimal(y)) : ToLong(x).CompareTo(ToLong(y));
    }

    /// <summary>Python's <c>repr</c> of a float: the shortest digits that read back, with an exponent below 1e-4 and from 1e16.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        var plain = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(shortest.AsSpan(shortest.IndexOf('E') + 1), CultureInfo.InvariantCulture);
        if (value != 0 && exponent is < -4 or >= 16)
        {
            var digits = Digits(plain);
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{(value < 0 ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (plain.Contains('E', StringComparison.Ordinal))
            plain = ((decimal)value).ToString(CultureInfo.InvariantCulture);
        return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
    }

    private static string Digits(string plain)
    {
        var end = plain.IndexOf('E');
        var digits = string.Concat((end < 0 ? plain : plain[..end]).Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }
}
