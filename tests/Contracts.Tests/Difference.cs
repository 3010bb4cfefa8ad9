using System.Text.Json.Nodes;

namespace EtlMesh.Contracts.Tests;

/// <summary>Fields of JSON objects, by their paths.</summary>
public static class Difference
{
    /// <summary>The fields of the first that the second lacks, or has another value for. More fields are no difference.</summary>
    public static IReadOnlyList<string> Lost(JsonNode? before, JsonNode? after, string path = "") => (before, after) switch
    {
        (JsonObject from, JsonObject to) => [.. from.SelectMany(field => to.ContainsKey(field.Key) ? Lost(field.Value, to[field.Key], Join(path, field.Key)) : [Join(path, field.Key)])],
        (JsonArray from, JsonArray to) when from.Count == to.Count => [.. from.SelectMany((item, index) => Lost(item, to[index], Join(path, $"{index}")))],
        _ => JsonNode.DeepEquals(before, after) ? [] : [path],
    };

    /// <summary>Every field, those of inner objects too.</summary>
    public static IEnumerable<string> Fields(JsonNode? json, string path = "") => json switch
    {
        JsonObject fields => fields.SelectMany(field => Fields(field.Value, Join(path, field.Key)).Prepend(Join(path, field.Key))),
        JsonArray items => items.SelectMany((item, index) => Fields(item, Join(path, $"{index}"))),
        _ => [],
    };

    public static void Remove(JsonObject json, string path)
    {
        var names = path.Split('.');
        JsonNode at = json;
        foreach (var name in names[..^1])
            at = at is JsonArray items ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : at[name]!;
        at.AsObject().Remove(names[^1]);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
