namespace EtlMesh.Jinja;

/// <summary>Filters of any value.</summary>
internal static class ValueFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("default", "value, default_value?, boolean?", Default),
        new("d", "value, default_value?, boolean?", Default),
        new("attr", "value, name", g => Access.Find(g[0], g.Text(1)) is JinjaUndefined u ? u.PlacedAt(g.Call.File, g.Call.At) : Access.Find(g[0], g.Text(1))),
        new("tojson", "value, indent?", g => JsonText.Of(g[0], g.Has(1) && g[1] is not null ? g.Width(1, 0) : null)),

        // dbt's type hints for YAML; in SQL text they change nothing there either.
        new("as_text", "value", g => g[0]),
        new("as_bool", "value", g => g[0]),
        new("as_number", "value", g => g[0]),
        new("as_native", "value", g => g[0]),
    ];

    private static object? Default(Given given)
    {
        var missing = given.Raw(0) is JinjaUndefined || (given.Flag(2, false) && !Truth.Of(given.Raw(0)));
        return missing ? given.Has(1) ? given.Raw(1) : "" : given.Raw(0);
    }
}
