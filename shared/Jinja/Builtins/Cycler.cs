namespace EtlMesh.Jinja;

/// <summary><c>cycler(…)</c>: one value after the other with <c>next()</c>.</summary>
internal sealed class Cycler : IJinjaObject
{
    private readonly IReadOnlyList<object?> _items;
    private int _index;

    public Cycler(JinjaCall call)
    {
        if (call.Positional.Count == 0)
            throw call.Error("`cycler` needs at least one value");
        _items = call.Positional;
    }

    public object? GetAttribute(string name) => name switch
    {
        "current" => _items[_index],
        "next" => (JinjaFunction)(_ => Next()),
        "reset" => (JinjaFunction)(_ => { _index = 0; return null; }),
        _ => new JinjaUndefined($"a cycler has no attribute `{name}`"),
    };

    private object? Next()
    {
        var item = _items[_index];
        _index = (_index + 1) % _items.Count;
        return item;
    }
}
