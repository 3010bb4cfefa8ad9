using System.Runtime.CompilerServices;

namespace EtlMesh.Jinja;

/// <summary>Python's <c>==</c>: numbers by value whatever their type, lists, tuples and dicts by content, the rest by identity.</summary>
internal sealed class PythonEquality : IEqualityComparer<object?>
{
    public static PythonEquality Instance { get; } = new();

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is null || y is null)
            return false;
        if (Number.Is(x) && Number.Is(y))
            return Number.Compare(x, y) == 0;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (x, y) switch
        {
            (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
            (JinjaUndefined, JinjaUndefined) => true,
            (JinjaTuple a, JinjaTuple b) => a.SequenceEqual(b, this),
            (List<object?> a, List<object?> b) => a.SequenceEqual(b, this),
            (SequenceView a, SequenceView b) => a.SequenceEqual(b, this),
            (JinjaDict a, JinjaDict b) => a.Count == b.Count && a.All(p => b.TryGet(p.Key, out var other) && Equals(p.Value, other)),
            _ => x.Equals(y),
        };
    }

    /// <exception cref="JinjaTypeException">A list or a dict, which cannot be a key.</exception>
    public int GetHashCode(object? value) => value switch
    {
        null => 0,
        List<object?> or JinjaDict => throw new JinjaTypeException($"{TypeName.WithArticle(value)} cannot be the key of a dict"),
        JinjaTuple tuple => tuple.Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        _ when Number.Is(value) => Number.ToDouble(value).GetHashCode(),
        _ => value.GetHashCode(),
    };
}
