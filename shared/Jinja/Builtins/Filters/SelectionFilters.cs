namespace EtlMesh.Jinja;

/// <summary>Filters that apply a filter or a test to every item.</summary>
internal static class SelectionFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("map", "value, *args, **named", Map),
        new("select", "value, *args, **named", g => Select(g, byAttribute: false, keep: true)),
        new("reject", "value, *args, **named", g => Select(g, byAttribute: false, keep: false)),
        new("selectattr", "value, *args, **named", g => Select(g, byAttribute: true, keep: true)),
        new("rejectattr", "value, *args, **named", g => Select(g, byAttribute: true, keep: false)),
    ];

    private static List<object?> Map(Given given)
    {
        var call = given.Call;
        if (given.Rest.Count == 0 && call.Named.TryGetValue("attribute", out var attribute))
        {
            var hasDefault = call.Named.TryGetValue("default", out var missing);
            if (call.Named.Keys.FirstOrDefault(k => k is not ("attribute" or "default")) is { } unknown)
                throw call.Error($"`map` has no argument `{unknown}`{Nearest.Hint(unknown, ["attribute", "default"])}");
            return given.Items(0).Select(i => AttributePath.Raw(i, attribute, call) is var v && v is JinjaUndefined && hasDefault ? missing : v).ToList();
        }

        if (given.Rest is not { Count: > 0 } rest || rest[0] is not string name)
            throw new JinjaTypeException("the name of a filter or attribute=… is needed");
        var filter = FilterTable.Find(name, call.File, call.At);
        return given.Items(0).Select(i => filter.Invoke(For(call, name, i, rest.Skip(1), call.Named))).ToList();
    }

    private static List<object?> Select(Given given, bool byAttribute, bool keep)
    {
        var call = given.Call;
        var arguments = given.Rest;
        if (byAttribute && arguments.Count == 0)
            throw new JinjaTypeException("the name of an attribute is needed");
        var attribute = byAttribute ? arguments[0] : null;
        IReadOnlyList<object?> tested = byAttribute ? [.. arguments.Skip(1)] : arguments;
        return given.Items(0).Where(item => Holds(byAttribute ? AttributePath.Raw(item, attribute, call) : item, tested, call) == keep).ToList();
    }

    private static bool Holds(object? value, IReadOnlyList<object?> arguments, JinjaCall call)
    {
        if (arguments.Count == 0)
            return Truth.Of(value);
        var name = arguments[0] as string ?? throw new JinjaTypeException("the name of a test is needed");
        return Truth.Of(TestTable.Find(name, call.File, call.At).Invoke(For(call, name, value, arguments.Skip(1), call.Named)));
    }

    private static JinjaCall For(JinjaCall call, string name, object? item, IEnumerable<object?> arguments, IReadOnlyDictionary<string, object?> named) =>
        new(call.Session, call.File, call.At, name, [item, .. arguments], named) { HasReceiver = true };
}
