namespace EtlMesh.Jinja;

/// <summary>Methods that change a dict.</summary>
internal static class DictChanges
{
    public static IEnumerable<Builtin> All =>
    [
        new("update", "self, other?, **named", g => Update(g)),
        new("setdefault", "self, key, default?", SetDefault),
        new("pop", "self, key, default?", Pop),
        new("clear", "self", g =>
        {
            DictReading.Dict(g).Clear();
            return null;
        }),
    ];

    /// <summary>Takes over the pairs of a dict, or of a list of pairs.</summary>
    public static void Update(JinjaDict dict, object? other)
    {
        if (other is JinjaDict source)
        {
            foreach (var (key, value) in source.ToList())
                dict[key] = value;
            return;
        }

        foreach (var item in Sequence.Of(other))
        {
            if (Sequence.TryOf(item) is not { Count: 2 } pair)
                throw new JinjaTypeException("a dict is made of pairs of a key and a value");
            dict[pair[0]] = pair[1];
        }
    }

    private static object? Update(Given given)
    {
        var dict = DictReading.Dict(given);
        if (given.Has(1))
            Update(dict, given[1]);
        foreach (var (name, value) in given.Call.Named.Where(n => n.Key != "other"))
            dict[name] = value;
        given.Session.CheckItems(dict.Count);
        return null;
    }

    private static object? SetDefault(Given given)
    {
        var dict = DictReading.Dict(given);
        if (dict.TryGet(given[1], out var value))
            return value;
        dict[given[1]] = given.Raw(2);
        return given.Raw(2);
    }

    private static object? Pop(Given given)
    {
        var dict = DictReading.Dict(given);
        if (!dict.TryGet(given[1], out var value))
            return given.Has(2) ? given.Raw(2) : throw new JinjaTypeException($"the dict has no key {PythonText.Repr(given[1])}");
        dict.Remove(given[1]);
        return value;
    }
}
