using System.Text;
using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines.Tests;

/// <summary>The schema's keys as a Markdown table.</summary>
internal static class KeyTable
{
    public const string Begin = "<!-- keys: written from the schema, not by hand -->";
    public const string End = "<!-- end of keys -->";

    public static string Of(JsonNode schema)
    {
        var table = new StringBuilder("\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var (key, shape, required) in Rows(schema, ""))
        {
            var fallback = required ? "**required**" : shape["default"] is { } value ? Code(value) : "";
            table.Append($"| `{key}` | {Value(shape)} | {fallback} | {shape["description"]!.ToString().Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.Append('\n').ToString();
    }

    public static IEnumerable<(string Key, JsonNode Shape, bool Required)> Rows(JsonNode block, string path)
    {
        var required = block["required"]?.AsArray().Select(key => (string)key!).ToHashSet() ?? [];
        foreach (var (name, shape) in block["properties"]?.AsObject() ?? [])
        {
            var key = path + name;
            yield return (key, shape!, required.Contains(name));
            var (inner, below) = shape!["items"] is { } item ? (item, key + "[].")
                : shape["additionalProperties"] is JsonObject named ? (named, key + ".*.")
                : (shape, key + ".");
            foreach (var row in Rows(inner, below))
                yield return row;
        }
    }

    private static string Value(JsonNode shape) =>
        shape["enum"] is JsonArray words ? string.Join(", ", words.OfType<JsonNode>().Select(word => $"`{word}`"))
        : shape["anyOf"] is JsonArray choices ? string.Join(" or ", choices.Select(choice => Value(choice!)))
        : shape["items"]?["properties"] is not null ? "list of blocks"
        : shape["items"] is not null ? "a list"
        : shape["additionalProperties"] is JsonObject ? "names and values"
        : shape["minimum"] is { } least ? $"{least} to {shape["maximum"]}"
        : shape["type"] is JsonArray ? "text"
        : (string)shape["type"]! switch { "object" => "block", "boolean" => "`true`, `false`", _ => "text" };

    private static string Code(JsonNode value) =>
        value is JsonArray list ? $"`[{string.Join(", ", list.Select(item => $"{item}" is "" ? "\"\"" : $"{item}"))}]`"
        : value.ToString() is "\"" or "," ? $"`'{value}'`"
        : $"`{value}`";
}
