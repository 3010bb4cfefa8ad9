namespace EtlMesh.Jinja;

/// <summary>Python's arithmetic: floor division and modulo towards minus infinity, true division of whole numbers, texts and lists repeated.</summary>
internal static class Arithmetic
{
    public static object Sign(bool minus, object? value)
    {
        if (!Number.Is(value))
            throw new JinjaTypeException($"the sign `{(minus ? "-" : "+")}` needs a number, not {TypeName.WithArticle(value)}");
        return value switch
        {
            double number => minus ? -number : number,
            decimal number => minus ? -number : number,
            _ => Whole(() => minus ? checked(-Number.ToLong(value!)) : Number.ToLong(value!), minus ? "-" : "+"),
        };
    }

    /// <exception cref="JinjaTypeException">The operands do not fit the operator, or each other.</exception>
    public static object? Apply(string name, object? left, object? right, Session session)
    {
        if (name == "%" && left is string format)
            return PercentFormat.Apply(format, right, session);
        if (Number.Is(left) && Number.Is(right))
            return Numbers(name, left!, right!);
        return (name, left, right) switch
        {
            ("+", string a, string b) => a + b,
            ("+", JinjaTuple a, JinjaTuple b) => new JinjaTuple([.. a, .. b]),
            ("+", List<object?> a, List<object?> b) => new List<object?>([.. a, .. b]),
            ("*", _, _) when Number.IsInteger(right) && Repeat(left, Number.ToLong(right!), session) is { } repeated => repeated,
            ("*", _, _) when Number.IsInteger(left) && Repeat(right, Number.ToLong(left!), session) is { } repeated => repeated,
            _ => throw new JinjaTypeException($"`{name}` does not work between {TypeName.Of(left)} and {TypeName.Of(right)}"),
        };
    }

    private static object? Repeat(object? value, long times, Session session)
    {
        times = Math.Max(0, times);
        switch (value)
        {
            case string text:
                session.CheckText(Product(text.Length, times));
                return string.Concat(Enumerable.Repeat(text, (int)(text.Length == 0 ? 0 : times)));
            case JinjaTuple or List<object?>:
                var items = (IReadOnlyList<object?>)value;
                session.CheckItems(Product(items.Count, times));
                List<object?> repeated = [.. Enumerable.Repeat(items, (int)(items.Count == 0 ? 0 : times)).SelectMany(i => i)];
                return value is JinjaTuple ? new JinjaTuple(repeated) : repeated;
            default:
                return null;
        }
    }

    private static long Product(long a, long b) => a == 0 || b <= long.MaxValue / a ? a * b : long.MaxValue;

    private static object Numbers(string name, object left, object right)
    {
        if (name is "/" or "//" or "%" && Number.ToDouble(right) == 0)
            throw new JinjaTypeException($"division by zero in `{name}`");
        if (left is double || right is double)
            return Floats(name, Number.ToDouble(left), Number.ToDouble(right));
        if (left is decimal || right is decimal)
            return Decimals(name, Number.ToDecimal(left), Number.ToDecimal(right));
        var (a, b) = (Number.ToLong(left), Number.ToLong(right));
        return name switch
        {
            "/" => (object)((double)a / b),
            "**" when b < 0 => a == 0 ? throw new JinjaTypeException("0 cannot be raised to a negative power") : Math.Pow(a, b),
            _ => Whole(() => Integers(name, a, b), name),
        };
    }

    private static long Whole(Func<long> calculate, string name)
    {
        try
        {
            return calculate();
        }
        catch (OverflowException)
        {
            throw new JinjaTypeException($"the result of `{name}` does not fit 64 bits");
        }
    }

    private static long Integers(string name, long a, long b) => checked(name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "//" => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
        "%" => b == -1 ? 0 : a % b is var rest && rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest,
        _ => Power(a, b),
    });

    private static long Power(long number, long exponent)
    {
        if (number is 0 or 1 || exponent == 0)
            return exponent == 0 ? 1 : number;
        if (number == -1)
            return exponent % 2 == 0 ? 1 : -1;
        var result = 1L;
        for (var i = 0L; i < exponent; i++)
            result = checked(result * number);
        return result;
    }

    private static double Floats(string name, double a, double b) => name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "//" => Math.Floor(a / b),
        "%" => a % b is var rest && rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest,
        _ => Math.Pow(a, b),
    };

    private static decimal Decimals(string name, decimal a, decimal b)
    {
        try
        {
            return name switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "//" => decimal.Truncate(a / b),
                "%" => a % b,
                _ => (decimal)Math.Pow((double)a, (double)b),
            };
        }
        catch (OverflowException)
        {
            throw new JinjaTypeException($"the result of `{name}` does not fit a decimal of 28 digits");
        }
    }
}
