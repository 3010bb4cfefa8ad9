using System.Collections;

namespace EtlMesh.Jinja;

/// <summary>A tuple: a list that cannot be changed, printed with round brackets, and good as a dict's key.</summary>
public class JinjaTuple(IReadOnlyList<object?> items) : IReadOnlyList<object?>
{
    public int Count => items.Count;

    public object? this[int index] => items[index];

    public IEnumerator<object?> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
