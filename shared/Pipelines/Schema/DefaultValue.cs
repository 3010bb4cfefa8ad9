using System.Collections;
using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines;

/// <summary>A default, as a person would write it in the file.</summary>
internal static class DefaultValue
{
    /// <summary>Null for nothing and for an empty list: the key is then simply left out.</summary>
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        bool yes => JsonValue.Create(yes),
        int number => JsonValue.Create(number),
        string { Length: 0 } => null,
        string text => JsonValue.Create(text),
        char letter => JsonValue.Create(letter.ToString()),
        TimeSpan duration => JsonValue.Create(Durations.Format(duration)),
        Ratio share => JsonValue.Create(share.ToString()),
        Enum word => JsonValue.Create(word.ToString().ToLowerInvariant()),
        IEnumerable items => List(items),
        _ => throw new NotSupportedException($"a default of type {value.GetType().Name} has no spelling in a pipeline file"),
    };

    private static JsonArray? List(IEnumerable items)
    {
        var list = new JsonArray([.. items.Cast<object>().Select(item => item is string text ? JsonValue.Create(text) : Of(item))]);
        return list.Count == 0 ? null : list;
    }
}
