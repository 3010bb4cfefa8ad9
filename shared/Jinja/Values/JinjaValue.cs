using System.Collections;
using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>
/// Brings .NET values into the types that templates know: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="decimal"/>, <see cref="string"/>, <c>List&lt;object?&gt;</c>, <see cref="JinjaTuple"/>, <see cref="JinjaDict"/>,
/// <see cref="JinjaFunction"/>, <see cref="IJinjaObject"/> and <see cref="JinjaUndefined"/>.
/// </summary>
public static class JinjaValue
{
    /// <summary>
    /// Values of those types stay the same object, so that a list shared with the host can grow; other whole numbers, lists
    /// and dictionaries are copied.
    /// </summary>
    /// <exception cref="ArgumentException">The value's type means nothing to a template.</exception>
    public static object? From(object? value) => value switch
    {
        null or bool or long or double or decimal or string => value,
        JinjaTuple or JinjaDict or SequenceView or JinjaFunction or IJinjaObject or JinjaUndefined => value,
        int or short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number when number <= long.MaxValue => (long)number,
        float number => (double)number,
        char character => character.ToString(),
        List<object?> list when list.TrueForAll(IsCanonical) => list,
        IReadOnlyDictionary<string, object?> map => Dict(map.Select(p => KeyValuePair.Create((object?)p.Key, p.Value))),
        IDictionary map => Dict(map.Cast<object>().Select(Entry)),
        IReadOnlyCollection<KeyValuePair<string, string>> map => Dict(map.Select(p => KeyValuePair.Create((object?)p.Key, (object?)p.Value))),
        IEnumerable items => items.Cast<object?>().Select(From).ToList(),
        _ => throw new ArgumentException($"a value of type {value.GetType().Name} means nothing to a template; give it as text, or as an IJinjaObject", nameof(value)),
    };

    private static bool IsCanonical(object? value) => ReferenceEquals(From(value), value);

    private static JinjaDict Dict(IEnumerable<KeyValuePair<object?, object?>> pairs)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in pairs)
            dict[From(key)] = From(value);
        return dict;
    }

    private static KeyValuePair<object?, object?> Entry(object entry) => entry is DictionaryEntry pair
        ? new(pair.Key, pair.Value)
        : throw new ArgumentException("an entry of a dictionary has no key and value", nameof(entry));
}
