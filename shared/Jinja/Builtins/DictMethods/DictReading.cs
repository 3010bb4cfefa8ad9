namespace EtlMesh.Jinja;

/// <summary>Methods of dicts that change nothing.</summary>
internal static class DictReading
{
    public static IEnumerable<Builtin> All =>
    [
        new("get", "self, key, default?", g => Dict(g).TryGet(g[1], out var value) ? value : g.Raw(2)),
        new("keys", "self", g => new SequenceView("dict_keys", [.. Dict(g).Keys])),
        new("values", "self", g => new SequenceView("dict_values", [.. Dict(g).Values])),
        new("items", "self", g => Items(Dict(g))),
        new("copy", "self", g => Copy(Dict(g))),
    ];

    public static JinjaDict Dict(Given given) => (JinjaDict)given[0]!;

    public static SequenceView Items(JinjaDict dict) => new("dict_items", [.. dict.Select(p => new JinjaTuple([p.Key, p.Value]))]);

    private static JinjaDict Copy(JinjaDict dict)
    {
        var copy = new JinjaDict();
        foreach (var (key, value) in dict)
            copy[key] = value;
        return copy;
    }
}
