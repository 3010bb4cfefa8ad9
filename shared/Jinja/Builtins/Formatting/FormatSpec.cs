using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>How one value is laid out: width, sign, precision and kind, shared by <c>%</c> and <c>str.format</c>.</summary>
internal sealed record FormatSpec
{
    public char Fill { get; init; } = ' ';

    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>^</c>, <c>=</c> (after the sign), or the default of the value's type.</summary>
    public char? Align { get; init; }

    /// <summary><c>+</c>, blank or <c>-</c>.</summary>
    public char Sign { get; init; } = '-';

    public bool Prefix { get; init; }

    public bool Thousands { get; init; }

    public int Width { get; init; }

    public int? Precision { get; init; }

    /// <summary><c>d s f e g x X o b %</c>, or nothing for the type's own.</summary>
    public char? Kind { get; init; }

    /// <exception cref="JinjaTypeException">The kind does not fit the value.</exception>
    public string Apply(object? value)
    {
        if (Kind is 's' or null && !Number.Is(value) || Kind == 's')
        {
            var text = value as string ?? PythonText.Repr(value);
            return Pad(text[..Math.Min(text.Length, Precision ?? text.Length)], "", '<');
        }

        if (!Number.Is(value))
            throw new JinjaTypeException($"the format `{Kind}` needs a number, not {TypeName.WithArticle(value)}");
        if (Kind is null && value is bool flag)
            return Pad(flag ? "True" : "False", "", '<');
        var digits = Digits(value!);
        var negative = digits.StartsWith('-');
        var sign = negative ? "-" : Sign == '-' ? "" : Sign.ToString();
        return Pad(Grouped(negative ? digits[1..] : digits), sign, '>');
    }

    private string Digits(object value) => Kind switch
    {
        null when Precision is null => PythonText.Repr(value),
        'd' or 'x' or 'X' or 'o' or 'b' => Whole(value),
        'f' or 'F' => Rounding.Fixed(Number.ToDouble(value), Precision ?? 6),
        '%' => Rounding.Fixed(Number.ToDouble(value) * 100, Precision ?? 6) + "%",
        'e' or 'E' => Exponent(Number.ToDouble(value), Precision ?? 6),
        null or 'g' or 'G' => General(Number.ToDouble(value), Math.Max(1, Precision ?? 6)),
        _ => throw new JinjaTypeException($"there is no format `{Kind}`"),
    };

    private string Whole(object value)
    {
        if (!Number.IsInteger(value))
            throw new JinjaTypeException($"the format `{Kind}` needs a whole number, not {TypeName.WithArticle(value)}");
        var number = Number.ToLong(value);
        var magnitude = number < 0 ? (ulong)-(number + 1) + 1 : (ulong)number;
        var text = Kind switch
        {
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            'b' => magnitude.ToString("b", CultureInfo.InvariantCulture),
            'o' => Octal(magnitude),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        return (number < 0 ? "-" : "") + (Prefix && Kind != 'd' ? $"0{Kind}" : "") + text;
    }

    private static string Octal(ulong number) => number < 8 ? ((char)('0' + number)).ToString() : Octal(number / 8) + (char)('0' + (number % 8));

    private string Exponent(double value, int precision)
    {
        var text = value.ToString((Kind == 'E' ? "E" : "e") + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var digits = text.Length - 3;
        return text[digits] == '0' ? text[..digits] + text[(digits + 1)..] : text;
    }

    private string General(double value, int precision)
    {
        if (!double.IsFinite(value))
            return Number.Text(value);
        var scientific = value.ToString("e" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('e') + 1), CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < precision)
            return Trimmed(Rounding.Fixed(value, precision - 1 - exponent));
        var mantissa = Trimmed(scientific[..scientific.IndexOf('e')]);
        return $"{mantissa}{(Kind == 'G' ? 'E' : 'e')}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Trimmed(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;

    private string Grouped(string digits)
    {
        if (!Thousands)
            return digits;
        var end = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? digits.Length : end;
        for (var i = end - 3; i > 0; i -= 3)
            digits = digits.Insert(i, ",");
        return digits;
    }

    private string Pad(string text, string sign, char usual) => (Align ?? usual) switch
    {
        '<' => (sign + text).PadRight(Width, Fill),
        '=' => sign + text.PadLeft(Math.Max(0, Width - sign.Length), Fill),
        '^' => (sign + text) is var whole && whole.Length < Width
            ? whole.PadLeft(whole.Length + ((Width - whole.Length) / 2), Fill).PadRight(Width, Fill)
            : whole,
        _ => (sign + text).PadLeft(Width, Fill),
    };
}
