namespace EtlMesh.Jinja;

/// <summary>Tests of a value against another.</summary>
internal static class ComparisonTests
{
    public static IEnumerable<Builtin> All =>
    [
        new("even", "value", g => Remainder(g, 2) == 0),
        new("odd", "value", g => Remainder(g, 2) != 0),
        new("divisibleby", "value, num", g => Remainder(g, g.Integer(1)) == 0),
        new("sameas", "value, other", g => Same(g.Raw(0), g.Raw(1))),
        .. Compared("==", "==", "eq", "equalto"),
        .. Compared("!=", "!=", "ne"),
        .. Compared("<", "<", "lt", "lessthan"),
        .. Compared("<=", "<=", "le"),
        .. Compared(">", ">", "gt", "greaterthan"),
        .. Compared(">=", ">=", "ge"),
        .. Compared("in", "in"),
    ];

    private static IEnumerable<Builtin> Compared(string comparison, params string[] names) =>
        names.Select(n => new Builtin(n, "value, other", g => comparison is "==" or "!="
            ? Comparison.Apply(comparison, g.Raw(0), g.Raw(1))
            : Comparison.Apply(comparison, g[0], g[1])));

    private static long Remainder(Given given, long divisor) =>
        divisor == 0 ? throw new JinjaTypeException("nothing is divisible by zero") : given.Integer(0) % divisor;

    // Python has one object for none, true and false, and for small numbers and texts of a template.
    private static bool Same(object? a, object? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.GetType() == b.GetType() && a is bool or long or string && a.Equals(b));
}
