using System.Globalization;

namespace EtlMesh.SqlProject;

/// <summary>Finds the narrowest type that holds all values of a column.</summary>
internal static class SeedTypes
{
    private static readonly (string Type, Func<string, bool> Holds)[] Types =
    [
        ("bigint", IsInteger),
        ("double precision", IsNumber),
        ("boolean", static v => v.ToLowerInvariant() is "true" or "false"),
        ("date", static v => DateOnly.TryParseExact(v, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        ("timestamp", IsTimestamp),
    ];

    /// <summary>varchar when nothing narrower does, or when there are no values.</summary>
    public static string Narrowest(IEnumerable<string?> values)
    {
        var present = values.Where(v => v is not null).Select(v => v!).ToList();
        if (present.Count == 0) return "varchar";
        return Types.Where(t => present.TrueForAll(v => t.Holds(v))).Select(t => t.Type).FirstOrDefault() ?? "varchar";
    }

    /// <summary>Digits that begin with 0 are codes (postcodes, account numbers), not numbers.</summary>
    private static bool IsInteger(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !IsCode(value);

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) && !IsCode(value);

    private static bool IsCode(string value)
    {
        var digits = value.TrimStart('-', '+');
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
    }

    private static bool IsTimestamp(string value) => DateTime.TryParseExact(
        value, ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
