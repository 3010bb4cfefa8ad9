namespace EtlMesh.SqlProject;

/// <summary>The settings of one model, seed or check, gathered from the general to the particular: a later one wins, tags add up.</summary>
internal sealed class NodeConfig
{
    private readonly Dictionary<string, ConfigValue> _values = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, ConfigValue>> All => _values;

    public ConfigValue? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Spelt as in dbt: <c>+pre-hook</c> is <c>pre_hook</c>.</summary>
    public static string KeyOf(string written) => written.TrimStart('+').Replace('-', '_');

    public void Set(string key, object? value, Place at)
    {
        key = KeyOf(key);
        var before = this[key]?.Value;
        if (key is "tags") value = Union(before, value);
        if (key is "meta" or "column_types" && before is IReadOnlyDictionary<string, object?> old && value is IReadOnlyDictionary<string, object?> added)
            value = Merge(old, added);
        _values[key] = new ConfigValue(value, at);
    }

    public void SetAll(NodeConfig other)
    {
        foreach (var (key, setting) in other.All)
            Set(key, setting.Value, setting.At);
    }

    public void SetAll(YamlPart? map)
    {
        foreach (var (key, at, value) in map?.Entries() ?? [])
            Set(key, value.Value(), at);
    }

    public NodeConfig Copy()
    {
        var copy = new NodeConfig();
        copy.SetAll(this);
        return copy;
    }

    /// <summary>Tags, sorted, each once.</summary>
    public IReadOnlyList<string> Tags => [.. Texts(this["tags"]?.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<object?> Union(object? before, object? value) => [.. Texts(before).Concat(Texts(value)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        IEnumerable<object?> items => items.Select(i => i?.ToString() ?? ""),
        _ => [value.ToString() ?? ""],
    };

    private static Dictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> old, IReadOnlyDictionary<string, object?> added)
    {
        var merged = new Dictionary<string, object?>(old, StringComparer.Ordinal);
        foreach (var (key, value) in added)
            merged[key] = value;
        return merged;
    }
}
