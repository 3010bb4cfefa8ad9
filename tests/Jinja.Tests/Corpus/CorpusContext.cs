using System.Text.Json;

namespace EtlMesh.Jinja.Tests;

/// <summary>The values that every template of the corpus sees: those of context.json.</summary>
internal static class CorpusContext
{
    public static JinjaScope Scope()
    {
        var scope = new JinjaScope();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", "context.json")));
        foreach (var property in json.RootElement.EnumerateObject())
            scope[property.Name] = Value(property.Value);
        return scope;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Dict(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };

    private static JinjaDict Dict(JsonElement element)
    {
        var dict = new JinjaDict();
        foreach (var property in element.EnumerateObject())
            dict[property.Name] = Value(property.Value);
        return dict;
    }
}
