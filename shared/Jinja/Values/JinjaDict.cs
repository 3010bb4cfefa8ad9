using System.Collections;

namespace EtlMesh.Jinja;

/// <summary>A dict: keys of any hashable value, kept in the order they came; <c>1</c>, <c>1.0</c> and <c>true</c> are one key.</summary>
public sealed class JinjaDict : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private readonly OrderedDictionary<Key, object?> _items = [];

    public int Count => _items.Count;

    public IEnumerable<object?> Keys => _items.Keys.Select(k => k.Value);

    public IEnumerable<object?> Values => _items.Values;

    /// <summary>Reading a key that is not there is a <see cref="KeyNotFoundException"/>.</summary>
    public object? this[object? key]
    {
        get => _items[new Key(key)];
        set => _items[new Key(key)] = value;
    }

    public bool TryGet(object? key, out object? value) => _items.TryGetValue(new Key(key), out value);

    public bool Contains(object? key) => _items.ContainsKey(new Key(key));

    public bool Remove(object? key) => _items.Remove(new Key(key));

    public void Clear() => _items.Clear();

    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator() =>
        _items.Select(p => KeyValuePair.Create(p.Key.Value, p.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private readonly record struct Key(object? Value)
    {
        public bool Equals(Key other) => PythonEquality.Instance.Equals(Value, other.Value);

        public override int GetHashCode() => PythonEquality.Instance.GetHashCode(Value);
    }
}
