using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>Filters of numbers.</summary>
internal static class NumberFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("abs", "value", Absolute),
        new("int", "value, default?, base?", g => ToInteger(g)),
        new("float", "value, default?", ToFloat),
        new("round", "value, precision?, method?", Round),
        new("sum", "value, attribute?, start?", Sum),
    ];

    private static object? Absolute(Given given) => given[0] switch
    {
        double number => Math.Abs(number),
        decimal number => Math.Abs(number),
        var value when Number.IsInteger(value) => Math.Abs(given.Integer(0)),
        var value => throw new JinjaTypeException($"a number is needed, not {TypeName.WithArticle(value)}"),
    };

    private static object? ToInteger(Given given)
    {
        var missing = given.Has(1) ? given[1] : 0L;
        switch (given[0])
        {
            case double number: return double.IsFinite(number) && Math.Abs(number) < long.MaxValue ? (long)number : missing;
            case decimal number: return Math.Abs(number) < long.MaxValue ? (long)number : missing;
            case string text: return ParseInteger(text.Trim().Replace("_", "", StringComparison.Ordinal), given.Integer(2, 10)) is { } parsed ? parsed : missing;
            case var value: return Number.IsInteger(value) ? given.Integer(0) : missing;
        }
    }

    private static long? ParseInteger(string text, long radix)
    {
        var negative = text.StartsWith('-');
        var digits = text.TrimStart('+', '-').ToLowerInvariant();
        var prefix = radix switch { 16 => "0x", 8 => "0o", 2 => "0b", _ => "" };
        if (prefix.Length > 0 && digits.StartsWith(prefix, StringComparison.Ordinal))
            digits = digits[2..];
        var value = 0L;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? c - 'a' + 10 : 99;
            if (digit >= radix || value > (long.MaxValue - digit) / radix)
                return ParseWholeFloat(text);
            value = (value * radix) + digit;
        }

        return digits.Length == 0 ? null : negative ? -value : value;
    }

    // Jinja reads '42.5' as 42.
    private static long? ParseWholeFloat(string text) =>
        ParseFloat(text) is { } number && double.IsFinite(number) && Math.Abs(number) < long.MaxValue ? (long)number : null;

    private static double? ParseFloat(string text) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? ToFloat(Given given)
    {
        var missing = given.Has(1) ? given[1] : 0.0;
        return given[0] switch
        {
            string text => ParseFloat(text.Trim()) is { } number ? number : missing,
            var value => Number.Is(value) ? Number.ToDouble(value!) : missing,
        };
    }

    private static object? Round(Given given)
    {
        if (!Number.Is(given[0]))
            throw new JinjaTypeException($"a number is needed, not {TypeName.WithArticle(given[0])}");
        var precision = given.Integer(1, 0);
        var method = given.Text(2, "common");
        if (method is not ("common" or "ceil" or "floor"))
            throw new JinjaTypeException($"the method is common, ceil or floor, not {method}");
        if (given[0] is decimal exact && method == "common" && precision is >= 0 and <= 28)
            return Math.Round(exact, (int)precision, MidpointRounding.ToEven);
        if (method == "common")
            return Number.IsInteger(given[0]) && precision >= 0 ? (object)given.Integer(0) : Rounding.HalfEven(Number.ToDouble(given[0]!), (int)Math.Clamp(precision, -308, 308));
        var scale = Math.Pow(10, precision);
        var scaled = Number.ToDouble(given[0]!) * scale;
        return (method == "ceil" ? Math.Ceiling(scaled) : Math.Floor(scaled)) / scale;
    }

    private static object? Sum(Given given)
    {
        var sum = given.Has(2) ? given[2] : 0L;
        foreach (var item in given.Items(0))
            sum = Arithmetic.Apply("+", sum, given.Has(1) && given[1] is not null ? AttributePath.Of(item, given[1], given.Call) : item, given.Session);
        return sum;
    }
}
