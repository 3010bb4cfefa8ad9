using System.Collections;

namespace EtlMesh.Jinja;

/// <summary>A sequence that prints as more than a list: <c>range(0, 3)</c>, <c>dict_keys([…])</c>.</summary>
internal sealed class SequenceView(string kind, IReadOnlyList<object?> items, string? text = null) : IReadOnlyList<object?>
{
    /// <summary>Its printed form, when that is not <c>kind([items])</c>.</summary>
    public string? Text { get; } = text;

    public string Kind { get; } = kind;

    public int Count => items.Count;

    public object? this[int index] => items[index];

    public IEnumerator<object?> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
