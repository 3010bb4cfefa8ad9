namespace EtlMesh.Jinja;

/// <summary>Python's comparisons.</summary>
internal static class Comparison
{
    /// <param name="name"><c>== != &lt; &lt;= &gt; &gt;= in</c> or <c>not in</c>.</param>
    /// <param name="left">First operand.</param>
    /// <param name="right">Second operand.</param>
    /// <exception cref="JinjaTypeException">The operands have no order, or nothing can be in the right one.</exception>
    public static bool Apply(string name, object? left, object? right) => name switch
    {
        "==" => PythonEquality.Instance.Equals(left, right),
        "!=" => !PythonEquality.Instance.Equals(left, right),
        "in" => Contains(right, left),
        "not in" => !Contains(right, left),
        "<" => Order(left, right, name) == -1,
        "<=" => Order(left, right, name) is -1 or 0,
        ">" => Order(left, right, name) == 1,
        _ => Order(left, right, name) is 1 or 0,
    };

    /// <summary>-1, 0 or 1; 2 when a not-a-number is among them.</summary>
    public static int Order(object? left, object? right, string name = "<") => (left, right) switch
    {
        _ when Number.Is(left) && Number.Is(right) => Number.Compare(left!, right!),
        (string a, string b) => Math.Sign(string.CompareOrdinal(a, b)),
        (JinjaTuple a, JinjaTuple b) => Lists(a, b, name),
        (List<object?> a, List<object?> b) => Lists(a, b, name),
        _ => throw new JinjaTypeException($"`{name}` does not work between {TypeName.Of(left)} and {TypeName.Of(right)}"),
    };

    private static int Lists(IReadOnlyList<object?> a, IReadOnlyList<object?> b, string name)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            if (!PythonEquality.Instance.Equals(a[i], b[i]))
                return Order(a[i], b[i], name);
        }

        return a.Count.CompareTo(b.Count);
    }

    private static bool Contains(object? container, object? item) => container switch
    {
        string text => item is string part
            ? text.Contains(part, StringComparison.Ordinal)
            : throw new JinjaTypeException($"only a string can be `in` a string, not {TypeName.WithArticle(item)}"),
        JinjaDict dict => dict.Contains(item),
        _ => Sequence.TryOf(container)?.Contains(item, PythonEquality.Instance)
            ?? throw new JinjaTypeException($"nothing can be `in` {TypeName.WithArticle(container)}"),
    };
}
