using System.Globalization;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Planning;

/// <summary>Which type holds the values of two others exactly. Types are DuckDB's words.</summary>
internal static class TypeWidening
{
    private const int MostDigits = 38;

    /// <summary>Bits without the sign, sign, decimal digits of the greatest value.</summary>
    private static readonly Dictionary<string, (int Bits, bool Signed, int Digits)> Integers = new(StringComparer.Ordinal)
    {
        ["tinyint"] = (7, true, 3),
        ["utinyint"] = (8, false, 3),
        ["smallint"] = (15, true, 5),
        ["usmallint"] = (16, false, 5),
        ["integer"] = (31, true, 10),
        ["uinteger"] = (32, false, 10),
        ["bigint"] = (63, true, 19),
        ["ubigint"] = (64, false, 20),
        ["hugeint"] = (127, true, 39),
    };

    /// <summary>Types whose values, written as text, are read back as they were.</summary>
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
        { "varchar", "json", "uuid", "boolean", "date", "time", "timestamp", "timestamptz", "interval", "float", "double" };

    /// <summary>Two spellings of one type are the same.</summary>
    public static bool Same(string one, string other) => Normal(one) == Normal(other);

    /// <returns>The narrowest type that holds every value of both; null when there is none.</returns>
    public static string? Of(string one, string other)
    {
        var (a, b) = (Normal(one), Normal(other));
        if (a == b)
            return a;
        if (a == "varchar" || b == "varchar")
            return IsText(a) && IsText(b) ? "varchar" : null;
        if (Integers.TryGetValue(a, out var first) && Integers.TryGetValue(b, out var second))
            return OfIntegers(first, second);
        return OfNumbers(a, b) ?? OfNumbers(b, a) ?? ((a, b) is ("date", "timestamp") or ("timestamp", "date") ? "timestamp" : null);
    }

    private static string? OfIntegers((int Bits, bool Signed, int Digits) one, (int Bits, bool Signed, int Digits) other)
    {
        var signed = one.Signed || other.Signed;
        var bits = Math.Max(one.Bits, other.Bits);
        return Integers.Where(type => type.Value.Signed == signed && type.Value.Bits >= bits).OrderBy(type => type.Value.Bits).Select(type => type.Key).FirstOrDefault();
    }

    private static string? OfNumbers(string a, string b)
    {
        if (DecimalOf(b) is { } wanted)
        {
            var known = Integers.TryGetValue(a, out var integer) ? (Whole: integer.Digits, Scale: 0) : DecimalOf(a);
            if (known is not { } other)
                return null;
            var (whole, scale) = (Math.Max(wanted.Whole, other.Whole), Math.Max(wanted.Scale, other.Scale));
            return whole + scale <= MostDigits ? string.Create(CultureInfo.InvariantCulture, $"decimal({whole + scale},{scale})") : null;
        }

        return (a, b) switch
        {
            ("float", "double") => "double",
            _ when b is "float" or "double" && Integers.TryGetValue(a, out var integer) =>
                b == "float" && integer.Bits <= 24 ? "float" : integer.Bits <= 53 ? "double" : null,
            _ => null,
        };
    }

    /// <summary>Digits before and after the point.</summary>
    private static (int Whole, int Scale)? DecimalOf(string type)
    {
        if (!type.StartsWith("decimal(", StringComparison.Ordinal))
            return null;
        var numbers = type[8..^1].Split(',');
        var (width, scale) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
        return (width - scale, scale);
    }

    private static bool IsText(string type) => Texts.Contains(type) || Integers.ContainsKey(type) || DecimalOf(type) is not null;

    private static string Normal(string type) =>
        ColumnTypes.TryNormalise(type, out var normal) ? normal : type.Trim().ToLowerInvariant();
}
