namespace EtlMesh.Jinja;

/// <summary>Methods of lists and tuples that change nothing.</summary>
internal static class ListReading
{
    public static IEnumerable<Builtin> All =>
    [
        new("index", "self, value", g => Index(g.Items(0), g[1])),
        new("count", "self, value", g => (long)g.Items(0).Count(i => PythonEquality.Instance.Equals(i, g[1]))),
    ];

    private static long Index(IReadOnlyList<object?> items, object? value)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (PythonEquality.Instance.Equals(items[i], value))
                return i;
        }

        throw new JinjaTypeException($"{PythonText.Repr(value)} is not in the list");
    }
}
