using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Values as the items that iterating them gives: a text's characters, a dict's keys.</summary>
internal static class Sequence
{
    /// <summary>The items, or null when the value cannot be iterated.</summary>
    public static IReadOnlyList<object?>? TryOf(object? value) => value switch
    {
        IReadOnlyList<object?> items => items,
        JinjaDict dict => [.. dict.Keys],
        string text => Characters(text),
        IJinjaObject and IEnumerable<object?> items => [.. items.Select(JinjaValue.From)],
        JinjaUndefined { IsSilent: true } => [],
        _ => null,
    };

    public static IReadOnlyList<object?> Of(object? value) =>
        TryOf(value) ?? throw new JinjaTypeException($"{TypeName.WithArticle(value)} cannot be iterated");

    /// <summary>Length as Python counts: a text's in code points.</summary>
    public static int? Length(object? value) => value switch
    {
        string text => HasSurrogates(text) ? text.EnumerateRunes().Count() : text.Length,
        JinjaDict dict => dict.Count,
        _ => TryOf(value)?.Count,
    };

    private static IReadOnlyList<object?> Characters(string text) => HasSurrogates(text)
        ? [.. text.EnumerateRunes().Select(r => r.ToString())]
        : [.. text.Select(c => c.ToString())];

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
}
