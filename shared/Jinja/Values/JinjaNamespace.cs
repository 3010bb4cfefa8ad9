namespace EtlMesh.Jinja;

/// <summary>What <c>namespace()</c> makes: the one object whose attributes a template can set from inside a loop.</summary>
internal sealed class JinjaNamespace : IJinjaObject
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public void Set(string name, object? value) => _values[name] = value;

    public object? GetAttribute(string name) => _values.TryGetValue(name, out var value)
        ? value
        : new JinjaUndefined($"the namespace has no attribute `{name}`{Nearest.Hint(name, _values.Keys)}");

    public override string ToString() => "<namespace>";
}
